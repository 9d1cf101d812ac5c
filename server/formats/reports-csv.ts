/** Published reports as a table: one row a claim, a state claim one row a lane. For whole histories, piece by piece. */
import type { Claim } from "#server/domain/claim.ts";
import type { Source } from "#server/domain/source.ts";
import type { Instant } from "#server/domain/time.ts";
import { type CsvColumn, type CsvOptions, writeCsvHead, writeCsvRows } from "./csv.ts";

export interface TableReport {
  readonly id: string;
  readonly crossingId: string;
  readonly source: Source;
  readonly observedAt: Instant;
  readonly receivedAt: Instant;
  readonly publishedAt: Instant;
  readonly withdrawnAt: Instant | null;
  readonly correctsId: string | null;
  readonly correctedById: string | null;
  readonly claims: readonly Claim[];
  readonly links: readonly { readonly url: string | null }[];
}

interface Row {
  readonly report: TableReport;
  /** From 0. */
  readonly ordinal: number;
  readonly claim: Claim;
  /** null: of no lane, or of the crossing as a whole. */
  readonly lane: string | null;
}

const countOf = ({ claim }: Row) => (claim.kind === "count" ? claim : null);
const stateOf = ({ claim }: Row) => (claim.kind === "state" ? claim : null);
const sideOf = ({ claim }: Row) =>
  claim.kind === "count" || claim.kind === "posture" ? claim.side : null;
const saidOf = ({ claim }: Row) => ("value" in claim ? claim.value : null);

const COLUMNS: readonly CsvColumn<Row>[] = [
  { name: "report", tag: "#meta+id", value: ({ report }) => report.id },
  { name: "claim", tag: "#meta+claim", value: ({ ordinal }) => ordinal },
  { name: "crossing", tag: "#loc+code", value: ({ report }) => report.crossingId },
  { name: "observed_at", tag: "#date+occurred", value: ({ report }) => report.observedAt },
  { name: "received_at", tag: "#date+reported", value: ({ report }) => report.receivedAt },
  { name: "published_at", tag: "#date+published", value: ({ report }) => report.publishedAt },
  { name: "withdrawn_at", tag: "#date+withdrawn", value: ({ report }) => report.withdrawnAt },
  { name: "corrects", tag: "#meta+corrects", value: ({ report }) => report.correctsId },
  { name: "corrected_by", tag: "#meta+corrected", value: ({ report }) => report.correctedById },
  { name: "source", tag: "#meta+source", value: ({ report }) => report.source.id },
  { name: "source_kind", tag: "#org+type", value: ({ report }) => report.source.kind },
  { name: "source_name", tag: "#org+reporting+name", value: ({ report }) => report.source.name },
  { name: "source_party", tag: "#org+party+code", value: ({ report }) => report.source.party },
  { name: "kind", tag: "#event+type", value: ({ claim }) => claim.kind },
  { name: "lane", tag: "#access+lane", value: ({ lane }) => lane },
  { name: "track", tag: "#status+track", value: (row) => stateOf(row)?.track ?? null },
  { name: "value", tag: "#status+code", value: saidOf },
  {
    name: "exceptions",
    tag: "#access+type",
    value: (row) =>
      stateOf(row)
        ?.exceptions.map((one) => one.class)
        .join(";") ?? null,
  },
  { name: "cause", tag: "#cause+type", value: (row) => stateOf(row)?.cause ?? null },
  { name: "metric", tag: "#indicator+code", value: (row) => countOf(row)?.metric ?? null },
  { name: "side", tag: "#country+code+v_iso2", value: sideOf },
  { name: "low", tag: "#indicator+num+min", value: (row) => countOf(row)?.low ?? null },
  { name: "best", tag: "#indicator+num+best", value: (row) => countOf(row)?.best ?? null },
  { name: "high", tag: "#indicator+num+max", value: (row) => countOf(row)?.high ?? null },
  { name: "basis", tag: "#indicator+basis", value: (row) => countOf(row)?.basis ?? null },
  { name: "as_given", tag: "#description+figure", value: (row) => countOf(row)?.asGiven ?? null },
  { name: "what", tag: "#description+counted", value: (row) => countOf(row)?.what ?? null },
  {
    name: "links",
    tag: "#meta+url",
    value: ({ report }) => report.links.flatMap(({ url }) => url ?? []).join(" "),
  },
];

function rowsOf(report: TableReport): Row[] {
  return report.claims.flatMap((claim, ordinal) => {
    const row = { report, ordinal, claim };
    if (claim.kind === "state") return claim.lanes.map((lane) => ({ ...row, lane }));
    return [{ ...row, lane: claim.kind === "count" ? claim.lane : null }];
  });
}

export const writeReportsCsvHead = (options: CsvOptions): string => writeCsvHead(COLUMNS, options);

/** The rows of some reports, in the order given, without a header. */
export const writeReportsCsvRows = (reports: readonly TableReport[]): string =>
  writeCsvRows(COLUMNS, reports.flatMap(rowsOf));
