import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { childEnv } from "./env.ts";
import { type LockAttempt, tryLock } from "./process-lock.ts";
import { errorCode, StartError } from "./start-error.ts";

/*
 * Builds the pages when anything that they are made of has changed. The stamp in .next/ is the hash of all inputs and is
 * removed before and written after a build, so that a failed or interrupted one is done again. Of two that want to build at once
 * the second waits and then finds it done.
 */

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const NEXT_DIR = join(ROOT, ".next");
const STAMP = join(NEXT_DIR, "gatewatch-build");
/** Outside of .next/, which a build empties. */
const LOCK = join(ROOT, "node_modules", ".gatewatch-build");
const NEXT_PROGRAM = join(ROOT, "node_modules", "next", "dist", "bin", "next");
const WAIT_FOR_OTHER_MS = 300;

/** Everything in these, by content; what is not there does not count. */
const INPUTS = [
  "app",
  "server",
  "messages",
  "public",
  "instrumentation-client.ts",
  "next.config.ts",
  "instrumentation-client.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
];

export interface BuildOptions {
  /** Told once, and only if there is something to build. */
  readonly onStart: () => void;
  readonly signal: AbortSignal;
}

function listFiles(path: string): string[] {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return [path];
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

/** Hash of all inputs: names and contents, whatever the order in which the file system lists them. */
function hashInputs(): string {
  const hash = createHash("sha256").update(process.versions.node);
  const files = INPUTS.flatMap((input) => listFiles(join(ROOT, input))).sort();
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`\0${relative(ROOT, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest("hex");
}

function isBuilt(): boolean {
  try {
    return readFileSync(STAMP, "utf8") === hashInputs();
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
}

function runNextBuild(signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [NEXT_PROGRAM, "build"], {
      cwd: ROOT,
      env: childEnv({ NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }),
      stdio: ["ignore", "pipe", "pipe"],
      signal,
    });
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve();
      process.stderr.write(Buffer.concat(output));
      reject(
        new StartError(
          "The pages could not be built; the reason is above, correct it and start again.",
        ),
      );
    });
  });
}

function tryTurn(): LockAttempt {
  try {
    mkdirSync(NEXT_DIR, { recursive: true });
    return tryLock(LOCK);
  } catch (error) {
    throw new StartError(
      `The pages must be built and this user may not write to ${ROOT} (${errorCode(error) ?? error}); give it the right to write there, or build once as the owner.`,
      { cause: error },
    );
  }
}

async function takeTurn(signal: AbortSignal): Promise<() => void> {
  for (;;) {
    const attempt = tryTurn();
    if (attempt.taken) return attempt.release;
    await delay(WAIT_FOR_OTHER_MS, undefined, { signal });
  }
}

/** Makes .next/ fit the sources. True if it had to be built. */
export async function buildPages({ onStart, signal }: BuildOptions): Promise<boolean> {
  if (isBuilt()) return false;
  const release = await takeTurn(signal);
  try {
    if (isBuilt()) return false;
    onStart();
    rmSync(STAMP, { force: true });
    // Hashed before: what is edited during the build is built again by the next start.
    const hash = hashInputs();
    await runNextBuild(signal);
    writeFileSync(STAMP, hash);
    return true;
  } finally {
    release();
  }
}
