import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { childEnv } from "#server/env.ts";

const SERVER = fileURLToPath(new URL("./report-server.ts", import.meta.url));

export interface RunningServer {
  readonly child: ChildProcess;
  readonly origin: string;
}

/** Starts the API in a process of its own; it answers. Its files, and what it compiled, lie in `folder`. */
export async function startReportServer(on: {
  readonly url: string;
  readonly folder: string;
}): Promise<RunningServer> {
  const child = spawn(process.execPath, [SERVER, on.url, on.folder], {
    stdio: ["ignore", "pipe", "inherit"],
    env: childEnv({ NODE_COMPILE_CACHE: join(on.folder, "compiled") }),
  });
  const [port] = await once(createInterface({ input: child.stdout }), "line");
  return { child, origin: `http://127.0.0.1:${port}` };
}

/** As `kill -9` does, whatever it is at. */
export async function killReportServer({ child }: RunningServer): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
