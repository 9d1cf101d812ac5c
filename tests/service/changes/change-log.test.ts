import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import { listChangeLog } from "#server/services/changes/list-change-log.ts";
import { addAccount, closedReport, test } from "../../support/reports.ts";
import { at, submit, trucks } from "../reports/correction-views.ts";

const everything = { slug: null, isCorrections: false, before: null, limit: 2, at: null } as const;

test("the log is read page by page, newest first, and repeats and misses nothing", async ({
  loaded: { db },
}) => {
  const actor = await addAccount(db, "reporter", { trusted: true });
  for (const [minute, count] of [100, 200, 300, 400, 500].entries()) {
    const observedAt = at(minute);
    await submit(db, actor, closedReport(randomUUID(), trucks(count, { observedAt })), observedAt);
  }
  const ctx = { actor: null, database: db, now: at(30) };
  const all = await listChangeLog(ctx, { ...everything, limit: 100 });
  expect(all.next).toBeNull();
  const ids: string[] = [];
  let before: string | null = null;
  do {
    const page = await listChangeLog(ctx, { ...everything, before });
    ids.push(...page.entries.map(({ change }) => change.id));
    before = page.next;
  } while (before !== null);
  expect(ids).toEqual(all.entries.map(({ change }) => change.id));
  expect(new Set(ids).size).toBe(ids.length);
  const seen = all.entries.map(({ change }) => change.observedAt);
  expect(seen).toEqual(seen.toSorted().toReversed());
});

test("corrections can be asked for alone, with what was said before and by whose pseudonym", async ({
  loaded: { db },
}) => {
  const actor = await addAccount(db, "reporter", { trusted: true });
  const [a, b] = [randomUUID(), randomUUID()];
  await submit(db, actor, closedReport(a, trucks(107)));
  await submit(db, actor, closedReport(b, trucks(170, { corrects: a })), at(10));
  const ctx = { actor: null, database: db, now: at(11) };
  const { entries } = await listChangeLog(ctx, { ...everything, isCorrections: true });
  expect(entries).toHaveLength(1);
  expect(entries[0]?.change.details[0]).toMatchObject({
    kind: "correction",
    subject: { of: "figure", from: { low: 107 }, to: { low: 170 } },
  });
  expect(entries[0]?.source?.name).toMatch(/^observer-/);
  expect(JSON.stringify(entries)).not.toContain("Real Name");
});

test("another crossing's log is its own, and a cursor that is none is refused by name", async ({
  loaded: { db },
}) => {
  const actor = await addAccount(db, "reporter", { trusted: true });
  await submit(db, actor, closedReport(randomUUID(), trucks(107)));
  const ctx = { actor: null, database: db, now: at(1) };
  expect((await listChangeLog(ctx, { ...everything, slug: "torkham" })).entries).not.toEqual([]);
  expect((await listChangeLog(ctx, { ...everything, slug: "kharlachi" })).entries).toEqual([]);
  await expect(listChangeLog(ctx, { ...everything, before: "xyz!" })).rejects.toThrow(/before/);
  await expect(listChangeLog(ctx, { ...everything, slug: "nowhere" })).rejects.toThrow();
});
