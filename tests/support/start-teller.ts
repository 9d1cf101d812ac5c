import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { childEnv } from "#server/env.ts";

const TELLER = fileURLToPath(new URL("notice-teller.ts", import.meta.url));

export interface TellerSettings {
  readonly databaseUrl: string;
  /** For its photos and its compiled code. */
  readonly folder: string;
  readonly authSecret: string;
  readonly smtpUrl?: string;
}

/** The worker in a process of its own, working. */
export async function startTeller(settings: TellerSettings): Promise<ChildProcess> {
  const { databaseUrl, folder, authSecret, smtpUrl } = settings;
  const args = [databaseUrl, folder, authSecret, ...(smtpUrl === undefined ? [] : [smtpUrl])];
  const child = spawn(process.execPath, [TELLER, ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: childEnv({ NODE_COMPILE_CACHE: join(folder, "compiled") }),
  });
  await once(createInterface({ input: child.stdout }), "line");
  return child;
}

/** As `kill -9` does, whatever it is at. */
export async function killTeller(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
}
