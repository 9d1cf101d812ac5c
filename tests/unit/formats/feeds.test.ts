import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ChangeDetail } from "#server/domain/change.ts";
import { ATOM_NAMESPACE, writeChangesAtom } from "#server/formats/changes-atom.ts";
import { writeClosuresGeoJson, writeCrossingsGeoJson } from "#server/formats/geojson.ts";
import { describeChange, describeWholeChange } from "#server/formats/words/describe-change.ts";
import { element, escapeXml, textElement, writeXml } from "#server/formats/xml.ts";
import {
  AT,
  changeFixture,
  closedTorkham,
  closureFixture,
  INFO,
  NASTY,
  SEEN,
  silentGate,
  torkham,
} from "./fixtures.ts";
import { childrenOf, readXml, textOf } from "./strict-readers.ts";

describe("XML", () => {
  test("of any text is well-formed and reads back without what XML does not allow", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const read = readXml(writeXml(element("a", { b: text }, textElement("c", text))));
        const allowed = text
          .replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "")
          .replace(/\r\n?/g, "\n");
        expect(childrenOf(read, "c")[0]?.text).toBe(allowed);
      }),
    );
  });

  test("escapes what would end an attribute or begin an element", () => {
    expect(escapeXml(`<a b='c' d="e">&`)).toBe("&lt;a b=&apos;c&apos; d=&quot;e&quot;&gt;&amp;");
  });
});

describe("changes as an Atom feed", () => {
  const EARLIER = "2025-10-12T09:00:00.000Z";
  const older = changeFixture([{ kind: "trend", from: "steady", to: "worsening" }], {
    id: "0198c5c0-0000-7000-8000-00000000000a",
    observedAt: EARLIER,
    at: EARLIER,
    sequence: 6,
  });
  const newer = changeFixture([
    { kind: "lane", lane: "PK-AF/truck", from: "open", to: "closed" },
    {
      kind: "figure",
      metric: "trucks_stranded",
      side: "PK",
      lane: null,
      from: null,
      to: { low: 107, best: null, high: 5_000 },
    },
  ]);
  const crossing = { ...torkham, name: NASTY };
  const feed = readXml(
    writeChangesAtom(
      [
        { change: older, crossing },
        { change: newer, crossing },
      ],
      INFO,
      { selfUrl: `${INFO.publicUrl}/feeds/changes.atom` },
    ),
  );

  test("has what RFC 4287 requires, newest first", () => {
    expect(feed.uri).toBe(ATOM_NAMESPACE);
    expect(textOf(feed, "updated")).toBe(AT);
    const entries = childrenOf(feed, "entry");
    expect(entries.map((entry) => textOf(entry, "updated"))).toEqual([SEEN, EARLIER]);
    for (const one of [feed, ...entries]) {
      for (const name of ["id", "title", "updated"]) expect(textOf(one, name)).toBeTruthy();
    }
    expect(childrenOf(feed, "author")).toHaveLength(1);
    expect(childrenOf(feed, "link").map(({ attributes }) => attributes.rel)).toContain("self");
  });

  test("names an entry for good, wherever the feed stands", () => {
    const ids = childrenOf(feed, "entry").map((entry) => textOf(entry, "id"));
    expect(ids[0]).toBe("urn:uuid:0198c5c0-0000-7000-8000-000000000001");
    expect(new Set(ids).size).toBe(2);
  });

  test("is a feed also when nothing has changed", () => {
    const empty = readXml(writeChangesAtom([], INFO, { selfUrl: "https://gatewatch.example/x" }));
    expect(textOf(empty, "updated")).toBe("1970-01-01T00:00:00.000Z");
  });
});

describe("GeoJSON", () => {
  test("has longitude first, and no place for a crossing whose place nobody knows", () => {
    const collection = writeCrossingsGeoJson([closedTorkham(), silentGate("ghulam-khan")], INFO);
    expect(collection.features.map(({ geometry }) => geometry)).toEqual([
      { type: "Point", coordinates: [71.08472, 34.11472] },
      null,
    ]);
    expect(collection.features[0]?.properties).toMatchObject({
      condition: "closed",
      asOf: AT,
      freshness: "fresh",
      alertLevel: 4,
      url: "https://gatewatch.example:8443/crossings/torkham",
    });
    expect(collection.features[0]?.properties.lanes).toHaveLength(6);
    expect(collection.feed_info).toMatchObject({ publisher: "Gatewatch", update_date: AT });
    expect(collection).not.toHaveProperty("crs");
  });

  test("has closures where their crossing is", () => {
    const { features } = writeClosuresGeoJson(
      [{ closure: closureFixture(), crossing: torkham }],
      INFO,
    );
    expect(features).toMatchObject([
      {
        id: "torkham-20251011T190000Z",
        geometry: { coordinates: [71.08472, 34.11472] },
        properties: { crossing: "torkham", end: "ongoing", cause: "clash" },
      },
    ]);
  });
});

describe("a change in words", () => {
  const lane = (id: string, to: "open" | "closed" = "closed"): ChangeDetail => ({
    kind: "lane",
    lane: id,
    from: "unknown",
    to,
  });

  test("says once what happened to several lanes", () => {
    const all = torkham.lanes.map(({ id }) => lane(id));
    const level: ChangeDetail = { kind: "level", from: 1, to: 3 };
    expect(describeWholeChange({ details: [level, ...all] }, torkham)).toEqual([
      "Torkham: every lane now closed (was unknown)",
      "Torkham: alert level 3 high (was 1 advisory)",
    ]);
    const some = [
      lane("PK-AF/truck"),
      lane("AF-PK/truck"),
      lane("PK-AF/pedestrian"),
      lane("AF-PK/pedestrian", "open"),
    ];
    expect(describeWholeChange({ details: some }, torkham)).toEqual([
      "Torkham: trucks both ways and people on foot from Pakistan to Afghanistan now closed (was unknown)",
      "Torkham: people on foot from Afghanistan to Pakistan now open (was unknown)",
    ]);
    expect(describeWholeChange({ details: [] }, torkham)).toEqual(["Torkham: changed"]);
  });

  const cases: readonly [ChangeDetail, string][] = [
    [
      { kind: "announcement", lane: "PK-AF/truck", from: "unknown", to: "open" },
      "Torkham: announced open for trucks from Pakistan to Afghanistan (was unknown); an announcement, not an observation",
    ],
    [
      {
        kind: "exception",
        class: "returnees",
        direction: "PK-AF",
        mode: "pedestrian",
        from: null,
        to: "open",
      },
      "Torkham: exception for returnees as people on foot from Pakistan to Afghanistan now open",
    ],
    [
      {
        kind: "exception",
        class: "returnees",
        direction: null,
        mode: null,
        from: "open",
        to: null,
      },
      "Torkham: exception for returnees ended",
    ],
    [
      {
        kind: "figure",
        metric: "people_stranded",
        side: null,
        lane: null,
        from: { low: 5, best: null, high: 5 },
        to: { low: 1000, best: 1200, high: 5000 },
      },
      "Torkham: people stranded: 1,000–5,000 (best 1,200) (was 5)",
    ],
    [
      {
        kind: "figure",
        metric: "wait_minutes",
        side: null,
        lane: "PK-AF/truck",
        from: { low: 9, best: null, high: null },
        to: null,
      },
      "Torkham: minutes of waiting (trucks from Pakistan to Afghanistan) no longer known (was at least 9)",
    ],
    [
      { kind: "posture", side: "PK", from: null, to: "high_alert" },
      "Torkham: forces of Pakistan: high alert",
    ],
    [{ kind: "level", from: 0, to: 4 }, "Torkham: alert level 4 critical (was 0 normal)"],
    [{ kind: "retraction", reportId: "x" }, "Torkham: a report was withdrawn"],
    [
      {
        kind: "correction",
        observedAt: "2025-10-15T14:20:00.000Z",
        subject: {
          of: "figure",
          metric: "trucks_stranded",
          side: null,
          lane: null,
          from: { low: 107, best: 107, high: 107 },
          to: { low: 170, best: 170, high: 170 },
        },
      },
      "Torkham: trucks stranded: 107 corrected to 170, seen 2025-10-15 14:20 UTC, by the same source",
    ],
    [
      {
        kind: "correction",
        observedAt: "2025-10-15T14:20:00.000Z",
        subject: {
          of: "lane",
          lane: "PK-AF/truck",
          track: "announced",
          from: "open",
          to: null,
        },
      },
      "Torkham: announced for trucks from Pakistan to Afghanistan: open taken back, seen 2025-10-15 14:20 UTC, by the same source",
    ],
  ];
  test.each(cases)("%o", (detail, sentence) => {
    expect(describeChange(detail, torkham)).toBe(sentence);
  });
});
