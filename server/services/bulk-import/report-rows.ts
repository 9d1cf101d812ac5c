import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import type { REPORT_COLUMNS } from "#server/domain/bulk-import.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { FieldProblem } from "#server/domain/errors.ts";
import { faultText } from "#server/domain/fault.ts";
import { invalidInput } from "#server/domain/parse-input.ts";
import { findMisfits, ReportInput, readClaims } from "#server/domain/report-input.ts";
import { SOURCE_KINDS, type Source } from "#server/domain/source.ts";
import type { Instant } from "#server/domain/time.ts";
import { plainCell } from "#server/formats/rows/plain-cells.ts";
import { readReportRow } from "#server/formats/rows/read-report-row.ts";
import { namedUuid } from "../named-uuid.ts";
import {
  acceptReports,
  beginAcceptance,
  endAcceptance,
  type Outcome,
  type Submission,
} from "../reports/accept-reports.ts";
import { contentHash, findReports } from "../reports/store-reports.ts";
import type { RowOutcome, TableRows } from "./table-rows.ts";

type Column = (typeof REPORT_COLUMNS)[number];
type Cells = Readonly<Partial<Record<Column, string>>>;

/** Who brings the file, as a source; null: the command line, which is nobody. */
export interface Bringer {
  readonly accountId: string;
  readonly source: Source;
}

const slugOf = (text: string) =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Number}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 80);

const isUuid = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Who said it: named in the row, else whoever brings the file. */
function readSource(
  cells: Cells,
  bringer: Bringer | null,
): { source: Source; accountId: string | null } | { problem: FieldProblem } {
  const name = (cells.source ?? "").trim().slice(0, 100);
  if (name === "") {
    if (bringer !== null) return bringer;
    return { problem: { path: "source", message: faultText("sourceMissing") } };
  }
  const given = plainCell(cells.source_kind ?? "").toLowerCase();
  const kind = SOURCE_KINDS.find((one) => one === given);
  // A reporter is an account and a feed is asked: neither is named by a file.
  if (kind === undefined || kind === "reporter" || kind === "feed") {
    const choices = "official, agency, trade or press";
    const message = faultText("unknown", { text: given, choices });
    return { problem: { path: "source_kind", message } };
  }
  const party = plainCell(cells.party ?? "").toUpperCase();
  if (party !== "" && !/^[A-Z]{2}$/.test(party)) {
    return { problem: { path: "party", message: faultText("noCountry", { text: party }) } };
  }
  const slug = slugOf(name);
  if (slug === "") {
    return { problem: { path: "source", message: `"${name}" has neither a letter nor a number` } };
  }
  // Two countries have a Customs each; one that speaks for nobody is the same as in the record.
  const id = party === "" ? `${kind}:${slug}` : `${kind}:${slug}:${party.toLowerCase()}`;
  return { source: { id, kind, name, party: party === "" ? null : party }, accountId: null };
}

const SourceRow = z.object({ id: z.string(), name: z.string(), party: z.string().nullable() });

/**
 * Refuses rows whose source is stored as one of another party, as `PK` is by the record: a source is stored once, and
 * what the row says would be shown and disputed as that party's word.
 */
async function refuseOtherParties(
  database: Database | Transaction,
  rows: readonly Submission[],
): Promise<(source: Source) => RowOutcome | null> {
  const ids = [...new Set(rows.map(({ draft }) => draft.source.id))];
  const stored = await selectRows(
    database,
    SourceRow,
    sql`select id, name, party from sources where id in (select jsonb_array_elements_text(${jsonParam(ids)}))`,
  );
  const byId = new Map(stored.map((source) => [source.id, source]));
  return ({ id, party }) => {
    const before = byId.get(id);
    if (before === undefined || before.party === party) return null;
    const speaksFor = before.party === null ? "for no country" : `for ${before.party}`;
    const message = `is not that of this source, "${before.name}", which speaks ${speaksFor}`;
    return { kind: "refused", problem: { path: "party", message } };
  };
}

/**
 * Rows of a file of reports.
 * @param byId the registry
 */
export function reportRows(
  byId: ReadonlyMap<string, Crossing>,
  bringer: Bringer | null,
  now: Instant,
): TableRows<Submission> {
  return {
    read(cells: Cells) {
      const slug = plainCell(cells.crossing ?? "").toLowerCase();
      const crossing = byId.get(slug);
      if (crossing === undefined) {
        const message =
          slug === "" ? faultText("missing") : faultText("noCrossing", { text: slug.slice(0, 80) });
        return { problems: [{ path: "crossing", message }] };
      }
      const read = readReportRow(cells, { crossing, zone: null });
      const said = readSource(cells, bringer);
      if ("problems" in read) return read;
      if ("problem" in said) return { problems: [said.problem] };
      const { observedAt, claims, note } = read.report;
      const given = plainCell(cells.id ?? "");
      const named = given === "" ? JSON.stringify([slug, observedAt, claims, note]) : `id ${given}`;
      const id = isUuid(given)
        ? given.toLowerCase()
        : namedUuid(`import ${said.source.id} ${named}`);
      const parsed = ReportInput.safeParse({ id, crossing: slug, observedAt, claims, note });
      if (!parsed.success) return { problems: invalidInput(parsed.error).details.fields ?? [] };
      const misfits = findMisfits(parsed.data, crossing, now);
      if (misfits.length > 0) {
        return {
          problems: misfits.map((one) => ({
            ...one,
            path: one.path.replace("observedAt", "observed_at"),
          })),
        };
      }
      const draft = {
        id,
        crossingId: crossing.id,
        source: said.source,
        accountId: said.accountId,
        observedAt,
        receivedAt: now,
        claims: readClaims(parsed.data),
        note: parsed.data.note ?? null,
        links: [],
        origin: { via: "import" as const, relayedBy: null, deviceClock: null, correctsId: null },
      };
      return { row: { draft, crossing, isTrusted: true } };
    },

    async check(database, rows) {
      const found = await findReports(
        database,
        rows.map(({ draft }) => draft.id),
      );
      const refuse = await refuseOtherParties(database, rows);
      const inBatch = new Map<string, string>();
      return rows.map(({ draft }): RowOutcome => {
        const refused = refuse(draft.source);
        if (refused !== null) return refused;
        const hash = contentHash(draft);
        const before = found.get(draft.id)?.contentHash ?? inBatch.get(draft.id);
        inBatch.set(draft.id, before ?? hash);
        if (before === undefined) return { kind: "added" };
        return before === hash ? { kind: "repeated" } : CONFLICT;
      });
    },

    store: (database, rows) =>
      storeRows(database, rows, (accepted) => acceptReports(database, accepted, now)),

    async begin(tx) {
      const acceptance = await beginAcceptance(tx, [...byId.values()], now);
      return {
        store: (rows) =>
          storeRows(tx, rows, (accepted) => acceptReports(tx, accepted, now, acceptance)),
        end: () => endAcceptance(acceptance),
      };
    },
  };
}

async function storeRows(
  database: Database | Transaction,
  rows: readonly Submission[],
  accept: (rows: readonly Submission[]) => Promise<Outcome[]>,
): Promise<RowOutcome[]> {
  const refuse = await refuseOtherParties(database, rows);
  const accepted = rows.filter(({ draft }) => refuse(draft.source) === null);
  const outcomes = (await accept(accepted)).values();
  return rows.map(({ draft }): RowOutcome => {
    const refused = refuse(draft.source);
    if (refused !== null) return refused;
    const outcome = outcomes.next().value;
    if (outcome === undefined || "refusal" in outcome) return CONFLICT;
    return { kind: outcome.receipt.isRepeat ? "repeated" : "added" };
  });
}

const CONFLICT: RowOutcome = {
  kind: "refused",
  problem: { path: "id", message: faultText("idUsed") },
};
