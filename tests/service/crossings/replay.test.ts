import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { momentAt, type ReplayCrossing, replayChanges, toMoment } from "#server/domain/replay.ts";
import type { Known } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "#server/services/context.ts";
import { getReplay, settlePeriod } from "#server/services/crossings/get-replay.ts";
import { listOverview } from "#server/services/crossings/list-overview.ts";
import { importRecord } from "#server/services/record/import-record.ts";
import { readRecordFiles } from "#server/services/record/read-files.ts";
import { openOwnDatabase } from "../../support/database.ts";

const NOW = "2026-11-22T16:00:00.000Z";
const DATA = new URL("../../../data", import.meta.url).pathname;
const OCTOBER = { from: "2025-10-10T00:00:00.000Z", to: "2025-10-31T20:00:00.000Z" };

let database: Awaited<ReturnType<typeof openOwnDatabase>>;
let recorded: ServiceContext;
beforeAll(async () => {
  database = await openOwnDatabase();
  await importRecord(database.db, await readRecordFiles(DATA), NOW);
  recorded = { actor: null, database: database.db, now: NOW };
});
afterAll(() => database.drop());

function find(crossings: readonly ReplayCrossing[], id: string): ReplayCrossing {
  const crossing = crossings.find((one) => one.id === id);
  if (crossing === undefined) throw new Error(`${id} is not there`);
  return crossing;
}

describe("replay of October 2025", () => {
  test("each moment is what the overview shows as of it, as known now and as known then", async () => {
    for (const known of ["now", "then"] satisfies Known[]) {
      const replay = await getReplay(recorded, { ...OCTOBER, known });
      expect(replay).toMatchObject({ ...OCTOBER, known, stepMinutes: null });
      const instants: Instant[] = [
        "2025-10-11T12:00:00.000Z",
        "2025-10-13T11:00:00.000Z",
        "2025-10-17T03:00:00.000Z",
        "2025-10-20T00:00:00.000Z",
        "2025-10-31T19:30:00.000Z",
      ];
      for (const at of instants) {
        const { crossings } = await listOverview(recorded, { at, known });
        for (const { crossing, status } of crossings) {
          const { steps } = find(replay.crossings, crossing.id);
          expect(momentAt(steps, at), `${crossing.id} ${at} ${known}`).toEqual(toMoment(status));
        }
      }
    }
  });

  test("as known then a closure shows once it was published, as known now since it began", async () => {
    const conditionAt = async (known: Known, at: Instant) => {
      const { crossings } = await getReplay(recorded, { ...OCTOBER, known });
      return momentAt(find(crossings, "torkham").steps, at).condition;
    };
    expect(await conditionAt("now", "2025-10-12T12:00:00.000Z")).toBe("closed");
    expect(await conditionAt("then", "2025-10-12T12:00:00.000Z")).toBe("unknown");
    expect(await conditionAt("now", "2025-10-17T03:00:00.000Z")).toBe("closed");
    expect(await conditionAt("then", "2025-10-17T03:00:00.000Z")).toBe("closed");
    // Nobody said it again for a day: what was known then had grown stale.
    expect(await conditionAt("then", "2025-10-20T00:00:00.000Z")).toBe("unknown");
  });

  test("Chaman opens for returnees on the 13th for two and a half hours, and closes to them again", async () => {
    const replay = await getReplay(recorded, { ...OCTOBER, known: "now" });
    const returnees = replayChanges(replay.crossings)
      .filter(({ id, at }) => id === "chaman-spin-boldak" && at < "2025-10-14")
      .flatMap(({ at, details }) => details.map((detail) => ({ at, detail })))
      .filter(({ detail }) => detail.kind === "exception");
    expect(returnees).toMatchObject([
      { at: "2025-10-13T10:00:00.000Z", detail: { class: "returnees", from: null, to: "open" } },
      { at: "2025-10-13T12:30:00.000Z", detail: { class: "returnees", from: "open", to: null } },
    ]);
  });
});

describe("a period that does not fit", () => {
  test("the whole record and more is told coarsely, and not refused", async () => {
    const from = "1900-01-01T00:00:00.000Z";
    const replay = await getReplay(recorded, {
      from,
      to: "2999-01-01T00:00:00.000Z",
      known: "now",
    });
    expect(replay).toMatchObject({ from, to: NOW });
    expect(replay.stepMinutes).toBeGreaterThan(60);
    for (const { id, steps } of replay.crossings) {
      expect(steps.length, id).toBeLessThanOrEqual(241);
      expect(steps[0]?.at, id).toBe(from);
    }
    expect(JSON.stringify(replay).length).toBeLessThan(400_000);
  });

  test.for([
    ["upside down", OCTOBER.to, OCTOBER.from, OCTOBER.from, OCTOBER.to],
    ["empty", OCTOBER.to, OCTOBER.to, "2025-10-30T20:00:00.000Z", OCTOBER.to],
    ["without a beginning", null, OCTOBER.to, "2025-10-10T20:00:00.000Z", OCTOBER.to],
    ["without an end", "2026-11-01T00:00:00.000Z", null, "2026-11-01T00:00:00.000Z", NOW],
    [
      "yet to come",
      "2027-01-01T00:00:00.000Z",
      "2027-02-01T00:00:00.000Z",
      "2026-11-21T16:00:00.000Z",
      NOW,
    ],
  ] as const)("%s", ([, from, to, settledFrom, settledTo]) => {
    expect(settlePeriod({ from, to }, NOW)).toEqual({ from: settledFrom, to: settledTo });
  });
});
