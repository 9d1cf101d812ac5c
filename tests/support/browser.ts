import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
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
const DOWNLOAD_LIMIT_MS = 120_000;
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

function run(file: string, args: readonly string[], timeout: number): boolean {
  const environment = childEnv({ DEBIAN_FRONTEND: "noninteractive" });
  return spawnSync(file, args, { timeout, env: environment, stdio: "ignore" }).status === 0;
}

function installPackage(): void {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  console.log("Installing Chromium by apt-get ...");
  run("apt-get", ["update"], PACKAGE_LIMIT_MS);
  run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], PACKAGE_LIMIT_MS);
}

/** The Chromium to run, installed if there was none. Null: it could not be. */
export function ensureChromium(): string | null {
  const found = findChromium();
  if (found !== null) return found;
  console.log("Installing a browser (playwright install chromium) ...");
  run(process.execPath, [PLAYWRIGHT, "install", "chromium"], DOWNLOAD_LIMIT_MS);
  const downloaded = findChromium();
  if (downloaded !== null) return downloaded;
  installPackage();
  return findChromium();
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
