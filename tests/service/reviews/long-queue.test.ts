import { randomUUID } from "node:crypto";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { addMs, MINUTE_MS } from "#server/domain/time.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { listQueue } from "#server/services/reviews/list-queue.ts";
import { publishReport, rejectReport } from "#server/services/reviews/review-report.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

const at = (database: Database, actor: Actor, minutes = 0) => ({
  actor,
  database,
  now: addMs(NOW, minutes * MINUTE_MS),
});

const trucks = (value: string, over: object = {}) =>
  closedReport(randomUUID(), {
    claims: [{ kind: "state", lanes: ["PK-AF/truck"], value }],
    ...over,
  });

/** Sends so many that say the same. */
async function sendRepetitions(db: Database, reporter: Actor, count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 100) {
    const each = Array.from({ length: Math.min(100, count - sent) }, () => trucks("closed"));
    await Promise.all(each.map((report) => submitReport(at(db, reporter, 1), report)));
  }
}

describe("a long queue", () => {
  test("however many wait before it, what changes a lane is first", async ({ loaded: { db } }) => {
    const trusted = await addAccount(db, "reporter", { trusted: true });
    const reporter = await addAccount(db, "reporter");
    const desk = await addAccount(db, "verifier");
    await submitReport(at(db, trusted), trucks("closed"));
    await sendRepetitions(db, reporter, 600);
    const observedAt = addMs(NOW, 2 * MINUTE_MS);
    const other = await addAccount(db, "reporter");
    const opens = await submitReport(at(db, other, 2), trucks("open", { observedAt }));
    const { items, total, waitingIds } = await listQueue(at(db, desk, 3), { limit: 5 });
    expect(total).toBe(601);
    expect(new Set(waitingIds).size).toBe(601);
    expect(items.map(({ id }) => id)).toEqual(waitingIds.slice(0, 5));
    expect(items[0]).toMatchObject({
      id: opens.id,
      urgency: { reasons: expect.arrayContaining(["lane"]) },
    });
    // Others that wait are heard, told in full or not.
    expect(items[0]?.corroboration).toMatchObject([{ agreeing: 0, differing: 2 }]);
  });

  test("is weighed once, and again only where something has been decided", async ({
    loaded: { db },
  }) => {
    const reporter = await addAccount(db, "reporter");
    const desk = await addAccount(db, "verifier");
    await sendRepetitions(db, reporter, 1_000);
    const timed = async (minutes: number) => {
      const before = performance.now();
      const queue = await listQueue(at(db, desk, minutes), { limit: 1 });
      return { ...queue, ms: performance.now() - before };
    };
    const first = await timed(2);
    const second = await timed(3);
    expect(second.waitingIds).toEqual(first.waitingIds);
    expect(second.ms).toBeLessThan(first.ms / 2);
    expect(first.items[0]?.urgency.reasons).toContain("lane");
    // The rest now says what is known.
    await publishReport(at(db, desk, 4), { id: first.waitingIds[7] ?? "" });
    await rejectReport(at(db, desk, 4), { id: first.waitingIds[8] ?? "", reason: "twice" });
    const third = await timed(5);
    expect(third.total).toBe(998);
    expect(third.waitingIds).not.toContain(first.waitingIds[7]);
    expect(third.items[0]?.urgency.reasons).not.toContain("lane");
  });

  test("two who open it at once read the same", async ({ loaded: { db } }) => {
    const reporter = await addAccount(db, "reporter");
    const desk = await addAccount(db, "verifier");
    await sendRepetitions(db, reporter, 20);
    const [one, other] = await Promise.all([1, 2].map(() => listQueue(at(db, desk, 2))));
    expect(one).toEqual(other);
    expect(one?.items).toHaveLength(20);
  });
});

test("a correction of a correction is previewed as in place of what is public", async ({
  loaded: { db },
}) => {
  const desk = await addAccount(db, "verifier");
  const count = (exact: number, over: object = {}) =>
    closedReport(randomUUID(), {
      claims: [{ kind: "count", metric: "trucks_stranded", exact, basis: "counted" }],
      ...over,
    });
  const reporter = await addAccount(db, "reporter");
  const original = count(107);
  await submitReport(at(db, reporter), original);
  await publishReport(at(db, desk, 1), { id: original.id });
  const first = count(170, { corrects: original.id });
  await submitReport(at(db, reporter, 2), first);
  const second = count(180, { corrects: first.id });
  await submitReport(at(db, reporter, 3), second);
  const { items } = await listQueue(at(db, desk, 4));
  expect(items.map(({ id }) => id)).toEqual([second.id]);
  const figure = items[0]?.details.find(({ kind }) => kind === "figure");
  expect(figure).toMatchObject({ from: { low: 107 }, to: { low: 180, high: 180 } });
});
