import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { childEnv } from "#server/env.ts";

/** A real Gatewatch, started as `npm start` does. */
export interface GatewatchProcess {
  readonly child: ChildProcess;
  /** Everything it has written so far, stdout and stderr. */
  output(): string;
  /** Of that, what it wrote to stdout. */
  answer(): string;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number>;
}

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const LAUNCHER = fileURLToPath(new URL("../../server/launch.mjs", import.meta.url));
/** A start from a changed tree builds the pages first. */
const READY_LIMIT_MS = 240_000;
/** What a developer's shell may hold and a test must not depend on. */
const UNSET = {
  DATABASE_URL: "",
  DATABASE_REPLICA_URLS: "",
  AUTH_SECRET: "",
  PUBLIC_URL: "",
  SMTP_URL: "",
  FEED_NETWORKS: "",
};

export type Settings = Readonly<Record<string, string>>;

/** Runs `server/launch.mjs` with a command and its arguments. */
export const launch = (args: readonly string[], settings: Settings): GatewatchProcess =>
  follow([process.execPath, LAUNCHER, ...args], settings);

/** The README's own command. */
export const npmStart = (settings: Settings): GatewatchProcess =>
  follow(["npm", "start"], settings);

function follow([command = "", ...args]: readonly string[], settings: Settings): GatewatchProcess {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: childEnv({ ...UNSET, LOG_LEVEL: "info", ...settings }),
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  let answer = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (chunk: string) => {
      output += chunk;
      if (stream === child.stdout) answer += chunk;
    });
  }
  const ended = new Promise<number>((resolve) => {
    child.on("close", (code) => resolve(code ?? -1));
  });
  return { child, output: () => output, answer: () => answer, ended };
}

export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === "string") reject(new Error("no port"));
        else resolve(address.port);
      });
    });
  });
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/healthz`)).ok;
  } catch {
    return false;
  }
}

/** Waits until it answers, or throws with its output if it ends before that. */
export async function untilReady(gatewatch: GatewatchProcess, url: string): Promise<void> {
  let hasEnded = false;
  void gatewatch.ended.then(() => {
    hasEnded = true;
  });
  const giveUpAt = Date.now() + READY_LIMIT_MS;
  while (!(await answers(url))) {
    if (hasEnded || Date.now() > giveUpAt) {
      throw new Error(`Gatewatch did not start:\n${gatewatch.output()}`);
    }
    await delay(50);
  }
}

/** Sends the signal and gives the exit code. */
export async function endGatewatch(
  gatewatch: GatewatchProcess,
  signal: NodeJS.Signals = "SIGTERM",
): Promise<number> {
  gatewatch.child.kill(signal);
  return await gatewatch.ended;
}
