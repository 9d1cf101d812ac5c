import { describe, expect, test } from "vitest";
import { deriveClosures } from "#server/domain/derive-closures.ts";
import { readOpenFor } from "#server/formats/record/open-for.ts";
import { readRecord } from "#server/formats/record/read-record.ts";
import { FILES, RECORD, reportsOf, statusOf, TODAY } from "./recorded-crossings.ts";

describe("reading the record", () => {
  test("the same files give the same reports, and no id twice", () => {
    expect(readRecord(FILES)).toEqual(RECORD);
    const ids = RECORD.drafts.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("every row of the figures is a report, a casualty claim or left out with a reason", () => {
    const casualties = FILES.incidents.flatMap((incident) => incident.casualties);
    const counts = RECORD.drafts.filter(({ claims }) => claims[0]?.kind === "count").length;
    expect(counts + casualties.length + RECORD.leftOut.length).toBe(FILES.reports.length);
    for (const { reason } of RECORD.leftOut) expect(reason).not.toBe("");
  });

  test("every row of the closures becomes at least one report at each of its crossings", () => {
    for (const row of FILES.closures) {
      for (const crossingId of row.crossing_ids) {
        const told = RECORD.drafts.filter(
          (draft) => draft.crossingId === crossingId && draft.note === row.note,
        );
        expect(told.length, `${row.id} ${crossingId}`).toBeGreaterThan(0);
      }
    }
  });

  test("a word of open_for that the table does not have stops the reading", () => {
    expect(() => readOpenFor(["camels"])).toThrow(/camels/);
  });

  test("nothing is open by an announcement: a page of the day before is only announced", () => {
    // 2019-09-27-pk-af-all-closed: all three pages are of 26 September.
    const lanes = statusOf("ghulam-khan", "2019-09-27T12:00:00.000Z").lanes;
    for (const lane of lanes) {
      expect(lane.basis).toBe("announced");
      expect(lane.announced.said.map(({ source }) => source.party)).toEqual(["PK"]);
    }
  });

  test("pages known later do not change what was known on 14 October 2025", () => {
    // The first dated page of 2025-10-12-pk-af-all-closed is of the 16th.
    const at = "2025-10-14T12:00:00.000Z";
    expect(statusOf("torkham", at, "then").condition).toBe("unknown");
    expect(statusOf("torkham", at, "now").condition).toBe("closed");
    expect(statusOf("torkham", "2025-10-17T00:00:00.000Z", "then").condition).toBe("closed");
  });
});

describe("closures of the record", () => {
  test.each(RECORD.crossings)("those of $id are in order and apart", (crossing) => {
    const closures = deriveClosures({
      crossing,
      reports: reportsOf(crossing.id),
      from: "2011-01-01T00:00:00.000Z",
      to: TODAY,
      now: TODAY,
    });
    let last = "2011-01-01T00:00:00.000Z";
    for (const { fromAt, toAt } of closures) {
      expect(fromAt >= last && fromAt < toAt).toBe(true);
      last = toAt;
    }
    if (closures.length > 0) expect(last < "2026-03-01").toBe(true);
  });

  test("that of October 2025 at Torkham ends out of sight on 27 February 2026", () => {
    const crossing = RECORD.crossings[0];
    if (crossing === undefined) throw new Error("no crossings");
    const last = deriveClosures({
      crossing,
      reports: reportsOf(crossing.id),
      from: "2025-06-01T00:00:00.000Z",
      to: TODAY,
      now: TODAY,
    }).at(-1);
    expect(last).toMatchObject({
      fromAt: "2025-10-11T19:00:00.000Z",
      toAt: "2026-02-27T19:00:00.000Z",
      end: "lost_sight",
      cause: "clash",
      firstMovement: null,
    });
  });
});
