/**
 * `npm run bench [-- stage …] [--json] [--report-only]`
 *
 * Measures design.md's budgets on this machine, each as a ratio to a bare node:http server, or to plain inserts, in the
 * same run and turns about. Ends with 1 when a budget is missed, unless it is asked only to report.
 */
import { parseArgs } from "node:util";
import { bulkStage } from "./bulk.ts";
import { startChild } from "./child.ts";
import { fanoutStage } from "./fanout.ts";
import { openGatewatch } from "./gatewatch.ts";
import { historyStage } from "./history.ts";
import { describeMachine, machineText } from "./machine.ts";
import { pageStage } from "./page.ts";
import { reportsStage } from "./reports.ts";
import { isMet, type Result, tableOf } from "./result.ts";
import { slowStage } from "./slow.ts";
import type { Stage } from "./stage.ts";
import { startStage } from "./start.ts";
import { viewStage } from "./view.ts";

const STAGES: Readonly<Record<string, Stage>> = {
  view: viewStage,
  slow: slowStage,
  page: pageStage,
  reports: reportsStage,
  fanout: fanoutStage,
  start: startStage,
  history: historyStage,
  bulk: bulkStage,
};

const USAGE = `npm run bench -- [${Object.keys(STAGES).join("] [")}] [--json] [--report-only]`;

function readArguments() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      json: { type: "boolean", default: false },
      "report-only": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const unknown = positionals.filter((name) => !(name in STAGES));
  if (values.help || unknown.length > 0) {
    console.log(unknown.length > 0 ? `No stage ${unknown.join(", ")}.\n${USAGE}` : USAGE);
    process.exit(unknown.length > 0 ? 2 : 0);
  }
  return { ...values, stages: positionals.length > 0 ? positionals : Object.keys(STAGES) };
}

async function measure(names: readonly string[], say: (text: string) => void): Promise<Result[]> {
  say("building and starting a Gatewatch of its own");
  const gatewatch = await openGatewatch();
  const bare = startChild("./bare-server.ts");
  try {
    const { port } = await bare.ask<{ port: number }>({ kind: "listen" });
    const results: Result[] = [];
    for (const name of names) {
      const stage = STAGES[name];
      if (stage === undefined) continue;
      results.push(...(await stage({ gatewatch, bare, barePort: port, say })));
    }
    return results;
  } finally {
    await bare.stop();
    await gatewatch.close();
  }
}

const args = readArguments();
const startedAt = performance.now();
const say = (text: string) => {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0).padStart(4);
  console.error(`${seconds} s  ${text}`);
};
const machine = describeMachine();
const results = await measure(args.stages, say);
if (args.json) console.log(JSON.stringify({ machine, results }, null, 2));
else console.log(`\n${machineText(machine)}\n\n${tableOf(results)}`);
const missed = results.filter((result) => !isMet(result));
if (missed.length > 0) console.error(`\n${missed.length} of ${results.length} budgets missed.`);
process.exit(missed.length > 0 && !args["report-only"] ? 1 : 0);
