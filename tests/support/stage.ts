import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { childEnv } from "#server/env.ts";
import { ROOT } from "./gatewatch-process.ts";

/** What a stage of the checks came to. */
export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export interface Stage {
  readonly name: string;
  readonly run: () => Promise<Count>;
}

export interface Ended {
  readonly exitCode: number;
  readonly output: string;
}

export const ONE_PASSED: Count = { passed: 1, failed: 0, skipped: 0 };
export const ONE_FAILED: Count = { passed: 0, failed: 1, skipped: 0 };

const running = new Set<ChildProcess>();

/** Passes a stop on to every program that still runs. */
export function stopPrograms(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal);
}

/** Runs a program of node_modules under this Node and collects what it writes. */
export function runProgram(
  file: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: ROOT,
      env: childEnv({ NO_COLOR: "1", ...environment }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (chunk: string) => {
        output += chunk;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => {
      running.delete(child);
      resolve({ exitCode: code ?? 1, output });
    });
  });
}

/** A check that passes or fails as a whole and counts as one. */
export function wholeCheck(name: string, file: string, args: readonly string[]): Stage {
  return {
    name,
    run: async () => {
      const { exitCode, output } = await runProgram(file, args);
      if (exitCode === 0) return ONE_PASSED;
      console.log(output);
      return ONE_FAILED;
    },
  };
}

const VitestReport = z
  .object({
    numPassedTests: z.int(),
    numFailedTests: z.int(),
    numPendingTests: z.int(),
    numTodoTests: z.int(),
    testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
  })
  .transform((report): Count => {
    // A file that cannot even be loaded has no tests to fail.
    const broken = report.testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.length === 0,
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  });

const PlaywrightReport = z
  .object({
    stats: z.object({
      expected: z.int(),
      unexpected: z.int(),
      flaky: z.int(),
      skipped: z.int(),
    }),
  })
  .transform(
    ({ stats }): Count => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      skipped: stats.skipped,
    }),
  );

/** Counts from a report file. A runner that failed without any failed test, or left no report, counts as one failure. */
function countReport(
  schema: typeof VitestReport | typeof PlaywrightReport,
  file: string,
  ended: Ended,
): Count {
  const report = existsSync(file)
    ? schema.safeParse(JSON.parse(readFileSync(file, "utf8")))
    : undefined;
  const count = report?.success ? report.data : { passed: 0, failed: 0, skipped: 0 };
  const isComplete = report?.success === true && (ended.exitCode === 0 || count.failed > 0);
  if (!isComplete || count.failed > 0) console.log(ended.output);
  return isComplete ? count : { ...count, failed: count.failed + 1 };
}

export function countVitest(file: string, ended: Ended): Count {
  return countReport(VitestReport, file, ended);
}

export function countPlaywright(file: string, ended: Ended): Count {
  return countReport(PlaywrightReport, file, ended);
}
