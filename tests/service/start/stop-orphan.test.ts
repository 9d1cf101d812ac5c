import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { stopOrphan } from "#server/db/embedded-postmaster.ts";
import { createLog } from "#server/log.ts";
import { processBegan } from "#server/process-lock.ts";

test("an orphan is found by whatever name its folder is given", async () => {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "gatewatch-orphan-")));
  onTestFinished(() => rmSync(parent, { recursive: true }));
  const folder = join(parent, "postgres");
  mkdirSync(folder);
  symlinkSync(folder, join(parent, "linked"));
  const orphan = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"], {
    cwd: folder,
    stdio: "ignore",
  });
  onTestFinished(() => void orphan.kill("SIGKILL"));
  const pid = orphan.pid ?? 0;
  writeFileSync(join(folder, "postmaster.pid"), `${pid}\n${folder}\n0\n5432\n`);
  const log = createLog({ level: "error", write: () => undefined });
  await stopOrphan(join(parent, "linked"), log);
  expect(processBegan(pid)).toBeNull();
});
