import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const LOCK_MODULE = fileURLToPath(new URL("../../server/process-lock.ts", import.meta.url));
const RIVALS = 6;

/** Tries to take the lock, says how that went, and holds it until its input ends. */
const RIVAL = `
  const { tryLock } = await import(process.argv[1]);
  const attempt = tryLock(process.argv[2]);
  console.log(attempt.taken ? "taken" : "refused");
  process.stdin.resume().on("end", () => process.exit(0));
`;

async function attempts(file: string): Promise<string[]> {
  const rivals = Array.from({ length: RIVALS }, () => {
    const args = ["--input-type=module", "-e", RIVAL, LOCK_MODULE, file];
    return spawn(process.execPath, args, { stdio: ["pipe", "pipe", "inherit"] });
  });
  const results = rivals.map(
    (rival) =>
      new Promise<string>((resolve) => {
        rival.stdout.setEncoding("utf8").once("data", (line: string) => resolve(line.trim()));
      }),
  );
  const said = await Promise.all(results);
  for (const rival of rivals) rival.stdin.end();
  return said;
}

test.each(["no lock", "a dead owner's lock", "a lock file that is garbage"])(
  "of several that start at once on %s, exactly one wins",
  async (before) => {
    const folder = mkdtempSync(join(tmpdir(), "gatewatch-lock-"));
    const file = join(folder, "lock");
    try {
      if (before.includes("dead"))
        writeFileSync(file, JSON.stringify({ pid: 1, began: "long ago" }));
      if (before.includes("garbage")) writeFileSync(file, "\0\0");
      const said = await attempts(file);
      expect(said.filter((result) => result === "taken")).toHaveLength(1);
      expect(readdirSync(folder)).toEqual(["lock"]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
