import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeChangesCsv } from "#server/formats/changes-csv.ts";
import { writeClosuresCsv } from "#server/formats/closures-csv.ts";
import { writeCrossingsCsv } from "#server/formats/crossings-csv.ts";
import { type CsvCell, writeCsv } from "#server/formats/csv.ts";
import { writeReportsCsvHead, writeReportsCsvRows } from "#server/formats/reports-csv.ts";
import { countClaim, stateClaim } from "../../support/status-fixture.ts";
import { AT, changeFixture, closedTorkham, closureFixture, NASTY, torkham } from "./fixtures.ts";

/* Tables as a reader that is not ours has them, which keeps to RFC 4180 and to nothing else. */

const read = (text: string): string[][] => parse(text, { record_delimiter: "\r\n" });

/** A history of one report whose every text was typed by a stranger. */
function reports(): string {
  const claims = [
    stateClaim(torkham, { value: "closed" }),
    countClaim({ metric: "trucks_stranded", side: "PK", low: 107, high: 170, asGiven: NASTY }),
  ];
  const report = {
    id: "0198c5c0-0000-7000-8000-000000000001",
    crossingId: "torkham",
    source: { id: "a", kind: "press" as const, name: "@SUM(A1)", party: null },
    observedAt: AT,
    receivedAt: AT,
    publishedAt: AT,
    withdrawnAt: null,
    correctsId: null,
    correctedById: null,
    claims,
    links: [{ url: "https://example.org/a?b=c,d" }],
  };
  return writeReportsCsvHead({ hxl: true }) + writeReportsCsvRows([report]);
}

const nasty = { ...torkham, name: NASTY };
const TABLES = {
  crossings: writeCrossingsCsv([closedTorkham(nasty)], { hxl: true }),
  closures: writeClosuresCsv([{ closure: closureFixture(), crossing: nasty }], { hxl: true }),
  changes: writeChangesCsv(
    [{ change: changeFixture([{ kind: "level", from: 0, to: 4 }]), crossing: nasty }],
    { hxl: true },
  ),
  reports: reports(),
} as const;

/** Hashtags of HXL 1.1 (https://hxlstandard.org/standard/1-1final/dictionary). */
const HASHTAGS = new Set(
  "access activity adm1 affected beneficiary capacity cause contact country crisis currency date delivery description event frequency geo group impact indicator inneed item loc meta need operations org output population reached region respondee sector service severity status subsector targeted value".split(
    " ",
  ),
);

describe.each(Object.entries(TABLES))("the table of %s", (_, text) => {
  const [header = [], tags = [], ...rows] = read(text);

  test("is read by an independent reader, a row as wide as its header", () => {
    expect(new Set(header).size).toBe(header.length);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row).toHaveLength(header.length);
  });

  test("has a tag of HXL over each column, no two alike", () => {
    expect(tags).toHaveLength(header.length);
    expect(new Set(tags).size).toBe(tags.length);
    for (const tag of tags) {
      expect(tag).toMatch(/^#[a-z]\w*(?:\+[a-z][a-z0-9_]*)*$/);
      expect(HASHTAGS, tag).toContain(/^#(\w+)/.exec(tag)?.[1]);
    }
  });

  test("has no cell that a spreadsheet would run", () => {
    for (const cell of rows.flat()) {
      const isNumber = /^-?\d+(?:\.\d+)?$/.test(cell);
      if (!isNumber) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
  });
});

test("a report has a row a lane and a claim, its figures as numbers", () => {
  const [header = [], , ...rows] = read(TABLES.reports);
  const table = rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i]])));
  expect(table).toHaveLength(torkham.lanes.length + 1);
  expect(table.at(0)).toMatchObject({ claim: "0", kind: "state", value: "closed", low: "" });
  expect(table.at(-1)).toMatchObject({
    claim: "1",
    kind: "count",
    metric: "trucks_stranded",
    low: "107",
    high: "170",
    source_name: "'@SUM(A1)",
    links: "https://example.org/a?b=c,d",
  });
});

test("whatever is written, the reader has it back, with an apostrophe before what could run", () => {
  const cell = fc.oneof(
    fc.string({ unit: "grapheme" }),
    fc.integer(),
    fc.constant(null),
    fc.boolean(),
    fc.constantFrom("=1", "+1", "-1", "@a", "\t1", "\r1", '"', ",", "\n"),
  );
  const columns = [0, 1].map((i) => ({
    name: `c${i}`,
    tag: "#meta",
    value: (row: readonly CsvCell[]) => row[i] ?? null,
  }));
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell)), (given) => {
      const [, ...rows] = read(writeCsv(columns, given, { hxl: false }));
      expect(rows).toHaveLength(given.length);
      rows.forEach((row, i) => {
        row.forEach((text, j) => {
          const value = given[i]?.[j] ?? null;
          const plain = value === null ? "" : String(value);
          const couldRun = typeof value === "string" && /^[=+\-@\t\r]/.test(value);
          if (couldRun) expect(text).toBe(`'${plain}`);
          else expect([plain, `'${plain}`]).toContain(text);
          if (typeof value === "number") expect(text).toBe(plain);
        });
      });
    }),
  );
});
