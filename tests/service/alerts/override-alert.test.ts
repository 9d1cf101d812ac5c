import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { addMs, DAY_MS, HOUR_MS, type Instant } from "#server/domain/time.ts";
import { listOverrides } from "#server/services/alerts/list-overrides.ts";
import {
  OverrideInput,
  overrideAlert,
  withdrawOverride,
} from "#server/services/alerts/override-alert.ts";
import { listLatestChanges } from "#server/services/changes/list-changes.ts";
import { getCrossing } from "#server/services/crossings/get-crossing.ts";
import { passCrossingTime } from "#server/services/status/pass-time.ts";
import { addAccount, NOW, test } from "../../support/reports.ts";

const EXPIRY = addMs(NOW, 6 * HOUR_MS);

const override = (over: object = {}): OverrideInput =>
  OverrideInput.parse({
    id: randomUUID(),
    crossing: "torkham",
    level: 4,
    reason: "Shelling heard on both sides",
    expiresAt: EXPIRY,
    ...over,
  });

const context = (database: Database, actor: Actor | null, now: Instant = NOW) => ({
  actor,
  database,
  now,
});

async function alertAt(db: Database, now: Instant) {
  const { status } = await getCrossing(context(db, null, now), {
    slug: "torkham",
    at: null,
    known: "now",
  });
  return status.alert;
}

async function levels(db: Database, now: Instant) {
  const { changes } = await listLatestChanges(context(db, null, now), {
    slug: "torkham",
    limit: 9,
    at: null,
    before: null,
  });
  return changes.flatMap(({ observedAt, details }) =>
    details.flatMap((d) => (d.kind === "level" ? [[observedAt, d.from, d.to]] : [])),
  );
}

describe("alert overrides", () => {
  test("a level set at the desk stands with its reason, is told, and expires by itself with a line", async ({
    loaded: { db },
  }) => {
    const desk = await addAccount(db, "verifier");
    await overrideAlert(context(db, desk), override());
    expect(await alertAt(db, NOW)).toMatchObject({
      level: 4,
      reasons: [{ code: "override", values: { reason: "Shelling heard on both sides" } }, {}],
    });
    expect(await levels(db, NOW)).toEqual([[NOW, 1, 4]]);
    const late = addMs(EXPIRY, DAY_MS);
    expect((await alertAt(db, late)).level).toBe(1);
    const looks = [passCrossingTime(db, "torkham", late), passCrossingTime(db, "torkham", late)];
    await Promise.all(looks);
    expect(await levels(db, late)).toEqual([
      [EXPIRY, 4, 1],
      [NOW, 1, 4],
    ]);
    const jobs = await db.execute(sql`select j.key from graphile_worker._private_jobs j
      join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'pass_time'`);
    expect(jobs).toMatchObject([{ key: "pass_time torkham" }]);
  });

  test("taken back, the rules decide again; the newest of two counts", async ({
    loaded: { db },
  }) => {
    const desk = await addAccount(db, "verifier");
    await overrideAlert(context(db, desk), override());
    const second = override({ level: 3 });
    await overrideAlert(context(db, desk, addMs(NOW, 1_000)), second);
    const now = addMs(NOW, 2_000);
    expect((await alertAt(db, now)).level).toBe(3);
    await withdrawOverride(context(db, desk, now), { id: second.id });
    await withdrawOverride(context(db, desk, now), { id: second.id });
    expect((await alertAt(db, now)).level).toBe(4);
    const { overrides } = await listOverrides(context(db, desk, now));
    expect(overrides).toMatchObject([{ id: second.id, withdrawnAt: now }, { withdrawnAt: null }]);
    const audit = await db.execute(sql`select action from audit_events order by at`);
    expect(audit.map(({ action }) => action)).toEqual([
      "alert.override",
      "alert.override",
      "alert.withdraw",
    ]);
  });

  test("when the newest expires before an older one that one counts, with no level between them", async ({
    loaded: { db },
  }) => {
    const desk = await addAccount(db, "verifier");
    await overrideAlert(context(db, desk), override({ level: 3 }));
    const newer = override({ expiresAt: addMs(NOW, HOUR_MS) });
    await overrideAlert(context(db, desk, addMs(NOW, 1_000)), newer);
    const { status } = await getCrossing(context(db, null, addMs(NOW, 2_000)), {
      slug: "torkham",
      at: null,
      known: "now",
    });
    expect(status.overridesAfter).toMatchObject([{ level: 3, expiresAt: EXPIRY }]);
    // The process slept through both ends.
    const late = addMs(EXPIRY, HOUR_MS);
    await passCrossingTime(db, "torkham", late);
    expect(await levels(db, late)).toEqual([
      [EXPIRY, 3, 1],
      [addMs(NOW, HOUR_MS), 4, 3],
      [addMs(NOW, 1_000), 3, 4],
      [NOW, 1, 3],
    ]);
  });

  test("sent twice, also at once, it is one; with other content a conflict", async ({
    loaded: { db },
  }) => {
    const desk = await addAccount(db, "verifier");
    const input = override();
    await Promise.all([1, 2, 3].map(() => overrideAlert(context(db, desk), input)));
    expect(await levels(db, NOW)).toHaveLength(1);
    await expect(overrideAlert(context(db, desk), { ...input, level: 2 })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("only the desk, with a reason, and not for ever", async ({ loaded: { db } }) => {
    const desk = await addAccount(db, "verifier");
    const reporter = await addAccount(db, "reporter");
    await expect(overrideAlert(context(db, reporter), override())).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(listOverrides(context(db, null))).rejects.toMatchObject({
      code: "unauthenticated",
    });
    for (const expiresAt of [NOW, addMs(NOW, 40 * DAY_MS)]) {
      await expect(overrideAlert(context(db, desk), override({ expiresAt }))).rejects.toMatchObject(
        { code: "invalid", details: { fields: [{ path: "expiresAt" }] } },
      );
    }
    expect(() => override({ reason: " " })).toThrow("say why");
    await expect(withdrawOverride(context(db, desk), { id: randomUUID() })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
