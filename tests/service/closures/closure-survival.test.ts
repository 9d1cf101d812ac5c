import { expect } from "vitest";
import { getClosureSurvival } from "#server/services/closures/get-closure-survival.ts";
import { importRecord } from "#server/services/record/import-record.ts";
import { readRecordFiles } from "#server/services/record/read-files.ts";
import { test } from "../../support/database.ts";
import { NOW } from "../../support/reports.ts";

const DATA = new URL("../../../data", import.meta.url).pathname;
const ANY = { slug: null, cause: null, day: null, at: null, known: "now" } as const;

test("the record says how long closures lasted, by crossing, by cause and over all", async ({
  ownDatabase: { db },
}) => {
  await importRecord(db, await readRecordFiles(DATA), NOW);
  const ctx = { actor: null, database: db, now: NOW };
  const ask = (over: Partial<Parameters<typeof getClosureSurvival>[1]>) =>
    getClosureSurvival(ctx, { ...ANY, ...over });

  // Nothing goes on: the question is how long they last altogether, and Torkham's own 27 are enough.
  const torkham = await ask({ slug: "torkham" });
  expect(torkham).toMatchObject({ day: 1, cause: null, groups: [{ scope: "crossing" }] });
  expect(torkham.groups[0]).toMatchObject({ cases: 27, remaining: { reached: 27 } });

  // In November 2025 two had reached day 31 at Torkham, and none of a clash but those that went on.
  const at = "2025-11-11T12:00:00.000Z";
  const then = await ask({ slug: "torkham", at });
  expect(then).toMatchObject({ at, day: 31, cause: "clash" });
  expect(then.groups.map(({ scope, remaining }) => [scope, remaining !== null])).toEqual([
    ["crossing", false],
    ["cause", false],
    ["all", true],
  ]);
  const last = then.groups.at(-1);
  // Counted by hand from data/closures.json: over 30 days, the five of October 2025 left out.
  expect(last?.remaining).toEqual({ reached: 14, ended: 3, basis: "at_least", days: 59 });

  // As known then it was out of sight, so that nothing goes on, and what was published later is not there.
  const knownThen = await ask({ slug: "torkham", at, known: "then" });
  expect(knownThen).toMatchObject({ known: "then", day: 1, cause: null });
  expect(knownThen.groups[0]).toMatchObject({ scope: "crossing", cases: 25 });
  const early = await ask({ slug: "torkham", at: "2016-06-01T00:00:00.000Z", known: "then" });
  expect(early.groups.every(({ remaining }) => remaining === null)).toBe(true);

  const pandemic = await ask({ cause: "pandemic", day: 10 });
  expect(pandemic.groups[0]).toMatchObject({ scope: "cause", remaining: { reached: 6 } });
  await expect(ask({ slug: "nowhere" })).rejects.toMatchObject({ code: "not_found" });
}, 60_000);
