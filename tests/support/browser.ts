import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";
import { childEnv } from "#server/env.ts";

/*
 * Which Chromium the browser tests use: the system's, else Playwright's own. If there is none, Playwright downloads its
 * own, and where its download cannot be reached root installs the system's package.
 */

const SYSTEM_PATHS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];
/** 180 MB; Playwright itself gives up a host that does not answer after 30 s, and tries five times. */
const DOWNLOAD_LIMIT_MS = 300_000;
const PACKAGE_LIMIT_MS = 300_000;
const PLAYWRIGHT = fileURLToPath(
  new URL("../../node_modules/@playwright/test/cli.js", import.meta.url),
);

function runs(path: string): boolean {
  if (!existsSync(path)) return false;
  // A browser whose libraries are missing, or a stub that only says what to install, fails here.
  return spawnSync(path, ["--version"], { timeout: 15_000 }).status === 0;
}

/** The Chromium to run, or null. */
export function findChromium(): string | null {
  return [...SYSTEM_PATHS, chromium.executablePath()].find(runs) ?? null;
}

/** Runs a program to its end, or kills it after `limitMs`. True if it ended well; otherwise its reason is shown. */
export function runWithin(limitMs: number, file: string, args: readonly string[]): boolean {
  const { status, signal, stderr } = spawnSync(file, args, {
    timeout: limitMs,
    killSignal: "SIGKILL",
    env: childEnv({ DEBIAN_FRONTEND: "noninteractive" }),
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
  });
  if (status === 0) return true;
  const reason = stderr?.split("\n").find((line) => /error|fatal|^E:/i.test(line));
  const outcome = signal === null ? "failed" : `did not end within ${limitMs / 1000} s`;
  console.log(`${basename(file)} ${outcome}${reason ? `: ${reason.trim()}` : ""}`);
  return false;
}

function download(): void {
  console.log("Installing a browser (playwright install chromium) ...");
  const args = [PLAYWRIGHT, "install", "--no-shell", "chromium"];
  runWithin(DOWNLOAD_LIMIT_MS, process.execPath, args);
}

function installPackage(): void {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  console.log("Installing Chromium by apt-get ...");
  runWithin(PACKAGE_LIMIT_MS, "apt-get", ["update"]);
  const args = ["install", "-y", "--no-install-recommends", "chromium"];
  runWithin(PACKAGE_LIMIT_MS, "apt-get", args);
}

/** What `find` finds, if need be after the first of these ways that leads to something. */
export function findOrInstall<T>(find: () => T | null, ways: readonly (() => void)[]): T | null {
  let found = find();
  for (const install of ways) {
    if (found !== null) break;
    install();
    found = find();
  }
  return found;
}

/** The Chromium to run, installed if there was none. Null: it could not be. */
export function ensureChromium(): string | null {
  return findOrInstall(findChromium, [download, installPackage]);
}

/** Chromium's sandbox refuses root; and no test needs what a browser fetches for itself. */
export function chromiumArgs(): string[] {
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return [...sandbox, "--disable-background-networking"];
}

export const TEST_OUTPUT_DIR = join(
  fileURLToPath(new URL("../..", import.meta.url)),
  "test-results",
);
