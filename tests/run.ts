import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildPages } from "#server/build.ts";
import { ensureChromium } from "./support/browser.ts";
import { ROOT } from "./support/gatewatch-process.ts";
import {
  type Count,
  countPlaywright,
  countVitest,
  ONE_FAILED,
  ONE_PASSED,
  runProgram,
  type Stage,
  stopPrograms,
  wholeCheck,
} from "./support/stage.ts";

/*
 * Everything that must hold: `npm test` runs all of it, `npm run check` what takes seconds. Stages in one row run side
 * by side. The last line counts every test, and every check that has no tests (types, lint, ...) as one.
 */

const reports = mkdtempSync(join(tmpdir(), "gatewatch-checks-"));
const stopping = new AbortController();

function program(packageDir: string, file: string): string {
  return join(ROOT, "node_modules", packageDir, file);
}
const bin = (name: string) => program(".bin", name);

const types: Stage = {
  name: "types",
  run: async () => {
    // Next declares its own types in files that it makes.
    if (!existsSync(join(ROOT, "next-env.d.ts"))) await runProgram(bin("next"), ["typegen"]);
    return await wholeCheck("types", bin("tsc"), ["--noEmit", "-p", "."]).run();
  },
};
const lint = wholeCheck("lint", bin("biome"), ["check"]);
const unused = wholeCheck("unused", bin("knip"), []);

function vitest(project: string): Stage {
  return {
    name: project,
    run: async () => {
      const report = join(reports, `${project}.json`);
      const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      const args = ["run", "--project", project, "--passWithNoTests", ...reporters];
      return countVitest(report, await runProgram(bin("vitest"), args));
    },
  };
}

const build: Stage = {
  name: "build",
  run: async () => {
    await buildPages({ onStart: () => undefined, signal: stopping.signal });
    return ONE_PASSED;
  },
};

const browser: Stage = {
  name: "browser",
  run: async () => {
    if (ensureChromium() === null) {
      console.log(
        "No browser can be installed for the browser tests; install Chromium with the system's package manager, then run the tests again.",
      );
      return ONE_FAILED;
    }
    const report = join(reports, "e2e.json");
    const args = ["test", "--reporter=list,json", "--pass-with-no-tests"];
    const environment = { PLAYWRIGHT_JSON_OUTPUT_NAME: report };
    return countPlaywright(report, await runProgram(bin("playwright"), args, environment));
  },
};

const ROWS: Record<string, Stage[][]> = {
  check: [[types, lint, vitest("unit")]],
  all: [[build], [types, lint, unused], [vitest("unit")], [vitest("service")], [browser]],
};

async function runStage({ name, run }: Stage): Promise<Count> {
  const startedAt = performance.now();
  let count: Count;
  try {
    count = await run();
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
    count = ONE_FAILED;
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${name.padEnd(8)} ${summary(count)} (${seconds} s)`);
  return count;
}

function summary({ passed, failed, skipped }: Count): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}

function add(a: Count, b: Count): Count {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

function stop(signal: NodeJS.Signals): void {
  if (stopping.signal.aborted) return;
  stopping.abort();
  stopPrograms(signal);
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => stop(signal));
process.on("disconnect", () => stop("SIGTERM"));
process.channel?.unref();

const rows = ROWS[process.argv[2] ?? "all"] ?? [];
let total: Count = { passed: 0, failed: 0, skipped: 0 };
for (const row of rows) {
  if (stopping.signal.aborted) break;
  const counts = await Promise.all(row.map(runStage));
  total = counts.reduce(add, total);
}
rmSync(reports, { recursive: true, force: true });
console.log(summary(total));
process.exit(total.failed > 0 || stopping.signal.aborted ? 1 : 0);
