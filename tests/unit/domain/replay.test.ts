import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type CrossingReplay, deriveReplay } from "#server/domain/derive-replay.ts";
import {
  momentAt,
  neighboursOf,
  type ReplayChange,
  type ReplayCrossing,
  replayChanges,
} from "#server/domain/replay.ts";
import type { Known } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { readRecord } from "#server/formats/record/read-record.ts";
import { RecordFiles } from "#server/formats/record/record-schema.ts";

const NOW = "2026-11-22T16:00:00.000Z";
const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../data/${name}.json`, import.meta.url), "utf8"));
const record = readRecord(
  RecordFiles.parse({
    crossings: read("crossings"),
    closures: read("closures"),
    reports: read("reports"),
    incidents: read("incidents"),
  }),
);

function finish(work: Generator<void, CrossingReplay>): CrossingReplay {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

function replayOf(
  id: string,
  known: Known,
  span: { from: Instant; to: Instant; maxLooks?: number } = {
    from: "2025-10-10T00:00:00.000Z",
    to: "2025-10-20T23:59:59.999Z",
  },
): ReplayCrossing & { stepMinutes: number | null } {
  const crossing = record.crossings.find((one) => one.id === id);
  if (crossing === undefined) throw new Error(`${id} is not in the record`);
  const reports = record.drafts
    .filter(({ crossingId }) => crossingId === id)
    .map((draft) => ({ ...draft, publishedAt: draft.receivedAt, withdrawnAt: null }));
  const input = { crossing, reports, overrides: [], known, now: NOW, maxLooks: 240, ...span };
  return { id, lanes: crossing.lanes.map((lane) => lane.id), ...finish(deriveReplay(input)) };
}

describe("10 to 20 October 2025 as known now, against the record", () => {
  const torkham = replayOf("torkham", "now");
  const chaman = replayOf("chaman-spin-boldak", "now");
  const conditionAt = ({ steps }: ReplayCrossing, at: Instant) => momentAt(steps, at).condition;

  test("Torkham is open until midnight in Pakistan on the 12th, and closed from then on", () => {
    expect(conditionAt(torkham, "2025-10-10T00:00:00.000Z")).toBe("open");
    expect(conditionAt(torkham, "2025-10-11T18:59:59.999Z")).toBe("open");
    expect(conditionAt(torkham, "2025-10-11T19:00:00.000Z")).toBe("closed");
    expect(conditionAt(torkham, "2025-10-20T23:00:00.000Z")).toBe("closed");
    expect(momentAt(torkham.steps, "2025-10-15T12:00:00.000Z").lanes).toEqual(
      torkham.lanes.map(() => "closed"),
    );
  });

  test("on the 15th the 107 vehicles of the transit directorate wait at Torkham, 357 at Chaman", () => {
    const trucks = ({ steps }: ReplayCrossing) =>
      momentAt(steps, "2025-10-15T12:00:00.000Z")
        .figures.filter(({ metric }) => metric === "trucks_stranded")
        .map(({ low, high }) => [low, high]);
    expect(trucks(torkham)).toContainEqual([107, 107]);
    expect(trucks(chaman)).toContainEqual([357, 357]);
  });

  test("at Chaman returnees may leave Pakistan on foot for a while on the 13th, the lanes stay closed", () => {
    const during = momentAt(chaman.steps, "2025-10-13T11:00:00.000Z");
    expect(during.condition).toBe("closed");
    expect(during.exceptions).toMatchObject([
      { class: "returnees", direction: "PK-AF", mode: "pedestrian", state: "open" },
    ]);
    for (const at of ["2025-10-13T09:59:00.000Z", "2025-10-13T12:30:00.000Z"]) {
      expect(momentAt(chaman.steps, at).exceptions, at).toEqual([]);
    }
  });

  test("at Chaman empty trucks come back on the 20th", () => {
    const moment = momentAt(chaman.steps, "2025-10-20T03:00:00.000Z");
    expect(moment.condition).toBe("restricted");
    expect(moment.exceptions).toMatchObject([{ class: "empty_trucks", state: "open" }]);
  });

  test("what changed is told once, at its instant, in order", () => {
    const changes = replayChanges([torkham, chaman]);
    expect(changes.map(({ at }) => at)).toEqual(changes.map(({ at }) => at).sort());
    const closed = changes.filter(({ details }) =>
      details.some((detail) => detail.kind === "lane" && detail.to === "closed"),
    );
    expect(closed.map(({ at, id }) => `${at} ${id}`)).toEqual([
      "2025-10-11T19:00:00.000Z chaman-spin-boldak",
      "2025-10-11T19:00:00.000Z torkham",
      "2025-10-20T19:00:00.000Z chaman-spin-boldak",
    ]);
  });
});

test("as known then nobody had published the closure before the 15th", () => {
  const { steps } = replayOf("torkham", "then");
  expect(momentAt(steps, "2025-10-14T12:00:00.000Z").condition).toBe("unknown");
  expect(momentAt(steps, "2025-10-17T03:00:00.000Z").condition).toBe("closed");
  expect(momentAt(steps, "2025-10-20T12:00:00.000Z")).toMatchObject({
    condition: "unknown",
    lastSeen: { value: "closed" },
  });
});

test("with fewer looks a period is told more coarsely, and ends as it ends", () => {
  const span = { from: "2011-01-01T00:00:00.000Z", to: "2025-10-20T00:00:00.000Z" };
  const fine = replayOf("torkham", "now", { ...span, maxLooks: 400 });
  const coarse = replayOf("torkham", "now", { ...span, maxLooks: 12 });
  expect(coarse.steps.length).toBeLessThanOrEqual(12);
  expect(coarse.stepMinutes).toBeGreaterThan(fine.stepMinutes ?? 0);
  expect(momentAt(coarse.steps, span.to).condition).toBe(momentAt(fine.steps, span.to).condition);
});

test("the changes around an instant are those before it, at it and after it", () => {
  const change = (at: Instant, id: string): ReplayChange => ({
    at,
    id,
    details: [{ kind: "level", from: 0, to: 3 }],
  });
  const [one, two, three] = ["2025-10-11", "2025-10-12", "2025-10-13"].map(
    (day) => `${day}T00:00:00.000Z`,
  );
  const changes = [
    change(one ?? "", "a"),
    change(two ?? "", "a"),
    change(two ?? "", "b"),
    change(three ?? "", "a"),
  ];
  expect(neighboursOf(changes, two ?? "")).toEqual({
    said: changes.slice(1, 3),
    previousAt: one,
    nextAt: three,
  });
  expect(neighboursOf(changes, "2025-10-10T00:00:00.000Z")).toEqual({
    said: [],
    previousAt: null,
    nextAt: one,
  });
});
