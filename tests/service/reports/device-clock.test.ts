import { randomUUID } from "node:crypto";
import { describe, expect } from "vitest";
import { assertSameAccount } from "#server/api/account-header.ts";
import { addMs, DAY_MS } from "#server/domain/time.ts";
import { getFieldHome } from "#server/services/reports/get-field-home.ts";
import { listOwnReports } from "#server/services/reports/list-reports.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

describe("a report from a phone whose clock is off", () => {
  for (const [which, skewMs] of [
    ["a day ahead", DAY_MS],
    ["a day behind", -DAY_MS],
  ] as const) {
    test(`${which} counts at its true time, with what the phone showed kept`, async ({
      loaded,
    }) => {
      const actor = await addAccount(loaded.db, "reporter");
      const ctx = { actor, database: loaded.db, now: NOW };
      const id = randomUUID();
      const seenAt = addMs(NOW, -60_000);
      const deviceAt = addMs(seenAt, skewMs);
      const sent = (sentAt: string) =>
        closedReport(id, { observedAt: deviceAt, device: { sentAt, skewMs, uncertaintyMs: 300 } });
      const receipt = await submitReport(ctx, sent(addMs(NOW, skewMs)));
      expect(receipt.isRepeat).toBe(false);
      const [own] = (await listOwnReports(ctx, { limit: 5 })).reports;
      expect(own).toMatchObject({
        id,
        observedAt: seenAt,
        deviceClock: { deviceAt, skewMs, uncertaintyMs: 300 },
      });
      // Sent again later its `sentAt` differs; it is the same report all the same.
      const later = { ...ctx, now: addMs(NOW, 90_000) };
      const again = await submitReport(later, sent(addMs(NOW, skewMs + 90_000)));
      expect(again).toEqual({ ...receipt, isRepeat: true });
    });
  }

  test("whose skew nobody knew is the same report when it is sent again", async ({ loaded }) => {
    const actor = await addAccount(loaded.db, "reporter");
    const ctx = { actor, database: loaded.db, now: NOW };
    const id = randomUUID();
    const observedAt = addMs(NOW, DAY_MS - 60_000);
    const sent = (sentAt: string) => closedReport(id, { observedAt, device: { sentAt } });
    const first = await submitReport(ctx, sent(addMs(NOW, DAY_MS)));
    const later = { ...ctx, now: addMs(NOW, 4_321) };
    const second = await submitReport(later, sent(addMs(NOW, DAY_MS + 5_000)));
    expect(second).toEqual({ ...first, isRepeat: true });
  });

  test("does not excuse a future that it does not explain", async ({ loaded }) => {
    const actor = await addAccount(loaded.db, "reporter");
    const ctx = { actor, database: loaded.db, now: NOW };
    const observedAt = addMs(NOW, DAY_MS);
    const device = { sentAt: NOW, skewMs: 0 };
    await expect(
      submitReport(ctx, closedReport(randomUUID(), { observedAt, device })),
    ).rejects.toMatchObject({ code: "invalid" });
  });
});

describe("what a reporter's phone keeps", () => {
  test("is their own crossings and what they said last, and nothing of others", async ({
    loaded,
  }) => {
    const actor = await addAccount(loaded.db, "reporter");
    const other = await addAccount(loaded.db, "reporter");
    const ctx = { actor, database: loaded.db, now: NOW };
    await submitReport(ctx, closedReport());
    await submitReport({ ...ctx, actor: other }, closedReport());
    const home = await getFieldHome(ctx, { limit: 30, present: null });
    expect(home.crossings.map(({ id }) => id)).toEqual(["torkham"]);
    expect(home.reports).toHaveLength(1);
    expect(home.account.id).toBe(actor.accountId);
    expect(JSON.stringify(home).length).toBeLessThan(3_000);
  });

  test("is for those who report", async ({ loaded }) => {
    const firm = await addAccount(loaded.db, "firm");
    const ctx = { database: loaded.db, now: NOW };
    const input = { limit: 30, present: null };
    await expect(getFieldHome({ ...ctx, actor: firm }, input)).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(getFieldHome({ ...ctx, actor: null }, input)).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  test("written as one account it is refused under another", async ({ loaded }) => {
    const actor = await addAccount(loaded.db, "reporter");
    expect(() => assertSameAccount(randomUUID(), actor)).toThrow(/sign in as the account/);
    expect(() => assertSameAccount(actor.accountId, actor)).not.toThrow();
    expect(() => assertSameAccount(undefined, actor)).not.toThrow();
  });
});
