import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { writeChangesCsv } from "#server/formats/changes-csv.ts";
import { writeClosuresCsv } from "#server/formats/closures-csv.ts";
import { countryAlpha3, countryName } from "#server/formats/country.ts";
import { writeCrossingsCsv } from "#server/formats/crossings-csv.ts";
import { csvCell, writeCsv } from "#server/formats/csv.ts";
import { writeHistoryCsv } from "#server/formats/history-csv.ts";
import {
  AT,
  changeFixture,
  closedTorkham,
  closureFixture,
  NASTY,
  SEEN,
  silentGate,
  torkham,
} from "./fixtures.ts";
import { readCsv, readTable } from "./strict-readers.ts";

const PLAIN = { hxl: false };

describe("a table", () => {
  const column = { name: "text", tag: "#description", value: (row: string) => row };

  test("reads back as it was written, whatever stands in it", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme" })), (texts) => {
        const [, ...rows] = readCsv(writeCsv([column], texts, PLAIN));
        expect(rows.map(([text]) => text?.replace(/^'/, ""))).toEqual(
          texts.map((text) => text.replace(/^'/, "")),
        );
      }),
    );
  });

  test.each([
    "=1+1",
    "+93700",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "\u200b=1",
    "\ufeff@a",
  ])("%j is no formula any more", (text) => {
    expect(csvCell(text).replace(/^"/, "")).toMatch(/^'/);
  });

  test("numbers stay numbers, also below zero, and nothing is not zero", () => {
    expect([csvCell(-3.5), csvCell(0), csvCell(null), csvCell(true)]).toEqual([
      "-3.5",
      "0",
      "",
      "true",
    ]);
  });

  test("has its HXL tags in the second row on request", () => {
    expect(writeCsv([column], ["a"], { hxl: true })).toBe("text\r\n#description\r\na\r\n");
  });
});

describe("crossings as a table", () => {
  const rows = readTable(writeCrossingsCsv([closedTorkham(), silentGate("ghulam-khan")], PLAIN));

  test("has a row for each lane of each crossing", () => {
    const lanes = rows.filter(({ direction }) => direction !== "");
    expect(lanes.map(({ crossing }) => crossing)).toEqual([
      ...Array(6).fill("torkham"),
      ...Array(6).fill("ghulam-khan"),
    ]);
    expect(lanes[0]).toMatchObject({
      name: "Torkham",
      name_ur: "طورخم",
      from_country: "PAK",
      to_country: "AFG",
      latitude: "34.11472",
      longitude: "71.08472",
      state: "closed",
      exceptions: "returnees",
      cause: "clash",
      alert_level: "4",
      basis: "observed",
      source: "A newspaper",
      observed_at: SEEN,
      since: SEEN,
      as_of: AT,
    });
  });

  test("has each figure once, so that a sum counts nobody twice", () => {
    const given = (name: string) => rows.filter((row) => row[name] !== "");
    expect(given("trucks_low")).toMatchObject([
      { direction: "PK-AF", mode: "truck", trucks_low: "107", trucks_high: "" },
    ]);
    expect(given("people_low")).toMatchObject([
      {
        crossing: "torkham",
        direction: "",
        mode: "",
        state: "closed",
        people_low: "100",
        people_high: "999",
      },
    ]);
  });

  test("shows nothing as known of a crossing that nobody reported on", () => {
    const silent = rows.filter(({ crossing }) => crossing === "ghulam-khan");
    expect(new Set(silent.map(({ state }) => state))).toEqual(new Set(["unknown"]));
    expect(silent[0]).toMatchObject({
      latitude: "",
      since: "",
      trucks_low: "",
      freshness: "silent",
    });
  });

  test("has well-formed HXL tags, each once", () => {
    const [, tags = []] = readCsv(writeCrossingsCsv([closedTorkham()], { hxl: true }));
    expect(new Set(tags).size).toBe(tags.length);
    for (const tag of tags) expect(tag).toMatch(/^#[a-z]+(?:\+[a-z][a-z0-9_]*)*$/);
    expect(tags).toEqual(
      expect.arrayContaining(["#loc+code", "#status+code", "#severity+code", "#geo+lat"]),
    );
  });

  test("keeps what is dangerous as plain text", () => {
    const row = closedTorkham({ ...torkham, name: NASTY });
    const [first] = readTable(writeCrossingsCsv([row], PLAIN));
    expect(first?.name).toBe(`'${NASTY}`);
  });
});

test("a history has a row a bucket, and a gap is empty", () => {
  const csv = writeHistoryCsv(
    "torkham",
    {
      metric: "trucks_stranded",
      side: "PK",
      from: SEEN,
      to: AT,
      bucketMinutes: 60,
      points: [
        { at: SEEN, low: 0, best: null, high: null },
        { at: AT, low: null, best: null, high: null },
      ],
      claims: [],
    },
    { hxl: true },
  );
  const [header, tags, ...rows] = readCsv(csv);
  expect(header).toEqual([
    "crossing",
    "metric",
    "side",
    "at",
    "bucket_minutes",
    "low",
    "best",
    "high",
  ]);
  expect(tags?.at(-1)).toBe("#indicator+trucks+stranded+num+max");
  expect(rows).toEqual([
    ["torkham", "trucks_stranded", "PK", SEEN, "60", "0", "", ""],
    ["torkham", "trucks_stranded", "PK", AT, "60", "", "", ""],
  ]);
});

test("closures and changes are tables too", () => {
  const [closure] = readTable(
    writeClosuresCsv([{ closure: closureFixture(), crossing: torkham }], PLAIN),
  );
  expect(closure).toMatchObject({
    closure: "torkham-20251011T190000Z",
    from_as_written: "2025-10-12",
    end: "ongoing",
    exceptions: "returnees",
  });
  const change = changeFixture([
    { kind: "lane", lane: "PK-AF/truck", from: "open", to: "closed" },
    { kind: "level", from: 0, to: 4 },
  ]);
  const rows = readTable(writeChangesCsv([{ change, crossing: torkham }], PLAIN));
  expect(rows.map(({ kind }) => kind)).toEqual(["lane", "level"]);
  expect(rows[0]?.description).toBe(
    "Torkham: trucks from Pakistan to Afghanistan now closed (was open)",
  );
});

describe("country codes", () => {
  test.each([
    ["PK", "PAK"],
    ["AF", "AFG"],
    ["IR", "IRN"],
    ["TM", "TKM"],
    ["UZ", "UZB"],
    ["TJ", "TJK"],
    ["CN", "CHN"],
  ])("%s is %s", (alpha2, alpha3) => {
    expect(countryAlpha3(alpha2)).toBe(alpha3);
  });

  test("what is no country has none", () => {
    expect([countryAlpha3("ZZ"), countryAlpha3(""), countryName("PK")]).toEqual([
      "",
      "",
      "Pakistan",
    ]);
  });
});
