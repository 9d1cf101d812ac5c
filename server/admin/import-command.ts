/** `import`: a folder is a record, a file is a table of reports or crossings. */
import { createReadStream, statSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { IMPORT_KINDS } from "#server/domain/bulk-import.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { RecordFiles } from "#server/formats/record/record-schema.ts";
import { OPERATOR, recordAudit } from "#server/services/accounts/audit.ts";
import { importTable, type RowProblem } from "#server/services/bulk-import/import-table.ts";
import { problemsCsv } from "#server/services/bulk-import/list-problems.ts";
import { describeImport, importRecord } from "#server/services/record/import-record.ts";
import { readRecordFiles } from "#server/services/record/read-files.ts";
import {
  type Command,
  type CommandContext,
  type Outcome,
  optional,
  UsageError,
  type Values,
} from "./command.ts";

async function readRecord(folder: string): Promise<RecordFiles> {
  try {
    return await readRecordFiles(folder);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DomainError("invalid", `The record cannot be read: ${reason}`);
  }
}

async function importFolder(ctx: CommandContext, folder: string): Promise<Outcome> {
  const summary = await importRecord(ctx.database, await readRecord(folder), ctx.now);
  await ctx.client.db.transaction((tx) =>
    recordAudit(tx, { actor: OPERATOR, now: ctx.now, action: "record.import", subject: folder }),
  );
  return { text: describeImport(summary), data: summary };
}

/** What is wrong is kept up to here; the rest is counted. Rows. */
const MAX_KEPT = 10_000;
const SHOWN = 10;

async function importFile(ctx: CommandContext, file: string, values: Values): Promise<Outcome> {
  const kind = IMPORT_KINDS.find((one) => one === (optional(values, "kind") ?? "reports"));
  if (kind === undefined) throw new UsageError(`--kind is one of ${IMPORT_KINDS.join(", ")}`);
  const mode = values.check === true ? "check" : values["good-rows"] === true ? "good" : "all";
  const kept: RowProblem[] = [];
  const counts = await importTable(ctx.database, {
    kind,
    mode,
    chunks: createReadStream(file),
    bringer: null,
    now: ctx.now,
    onProblems: async (found) => void kept.push(...found.slice(0, MAX_KEPT - kept.length)),
  });
  const problems = kept.flatMap(({ line, raw, problems: of }) =>
    of.map(({ path, message }) => ({ row: line, field: path, message, raw })),
  );
  const target = optional(values, "problems");
  if (target !== undefined) writeFileSync(resolve(target), problemsCsv(problems));
  if (mode !== "check" && counts !== null) {
    const details = { kind, mode, ...counts };
    await ctx.client.db.transaction((tx) =>
      recordAudit(tx, {
        actor: OPERATOR,
        now: ctx.now,
        action: "import.apply",
        subject: file,
        details,
      }),
    );
  }
  const told = problems
    .slice(0, SHOWN)
    .map(({ row, field, message }) => `  line ${row}: ${field} ${message}`);
  const more =
    kept.length > 0 && target === undefined ? ["  --problems FILE writes them all down."] : [];
  const text =
    counts === null
      ? "Nothing was taken: a row is not well. Mend it, or take the others with --good-rows."
      : mode === "check"
        ? `${counts.rows} rows: ${counts.added} new, ${counts.repeated} known, ${counts.bad} not well. Nothing was taken.`
        : `${counts.rows} rows: ${counts.added} taken, ${counts.repeated} known, ${counts.bad} not well.`;
  return {
    text: [text, ...told, ...more].join("\n"),
    data: { kind, mode, counts, problems },
    // Whoever asks for the good rows knows that others are not.
    hasFailed: counts === null || (mode === "check" && counts.bad > 0),
  };
}

export const importCommand: Command = {
  name: "import",
  summary: "Load a record from a folder, or a CSV file of reports or crossings",
  synopsis: "FOLDER|FILE [--kind reports|crossings] [--check] [--good-rows] [--problems FILE]",
  details: [
    "FOLDER holds crossings.json, closures.json, reports.json and incidents.json, as data/README.md describes them.",
    "FILE is a table as docs/feeds.md describes it. All of it is taken or nothing, unless --good-rows; --check takes nothing.",
    "The exit code is 1 when a row is not well, unless --good-rows was asked for.",
    "What is loaded already is not loaded again.",
  ],
  options: {
    kind: { type: "string" },
    check: { type: "boolean" },
    "good-rows": { type: "boolean" },
    problems: { type: "string" },
  },
  positionals: 1,
  async run(ctx, values, [name = ""]) {
    const path = resolve(name);
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() ? importFile(ctx, path, values) : importFolder(ctx, path);
  },
};
