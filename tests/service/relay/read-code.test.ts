import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { readCode } from "#server/services/relay/read-code.ts";
import { addAccount, NOW, test } from "../../support/reports.ts";

const CODE = "TKM C OUT T107 P40 1015";

const contextOf = (database: Database, actor: Actor | null) => ({ actor, database, now: NOW });

describe("reading a code", () => {
  test("says what is understood and stores nothing", async ({ loaded: { db } }) => {
    const actor = await addAccount(db, "reporter");
    const read = await readCode(contextOf(db, actor), { text: CODE });
    expect(read).toMatchObject({
      question: null,
      problems: [],
      crossingId: "torkham",
      observedAt: "2026-11-22T05:15:00.000Z",
      zone: "Asia/Karachi",
      id: null,
      readAt: NOW,
      claims: [{ value: "closed" }, { low: 107, best: 107 }, { metric: "people_stranded" }],
    });
    expect(await db.execute(sql`select id from reports`)).toEqual([]);
  });

  test("gives the question, or what does not fit, beside what was understood", async ({
    loaded: { db },
  }) => {
    const ctx = contextOf(db, await addAccount(db, "reporter"));
    expect(await readCode(ctx, { text: "TKM C OUT 915" })).toMatchObject({
      question: { kind: "time_or_count", word: "915" },
      claims: [{ value: "closed" }],
    });
    expect(await readCode(ctx, { text: "TKM C OUT O OUT 1015" })).toMatchObject({
      question: null,
      problems: [expect.stringMatching(/^The code says two things of observed PK-AF/)],
    });
    expect(await readCode(ctx, { text: "TKM T99999999 1015" })).toMatchObject({
      problems: ["T99999999 is more than 10,000,000; check the digits"],
    });
    expect(await readCode(ctx, { text: "TKM C T170-100 1015" })).toMatchObject({
      problems: ["T170-100: low is greater than high; swap them"],
    });
  });

  test("is for those who may report", async ({ loaded: { db } }) => {
    const ask = (actor: Actor | null) => readCode(contextOf(db, actor), { text: CODE });
    await expect(ask(null)).rejects.toMatchObject({ code: "unauthenticated" });
    await expect(ask(await addAccount(db, "firm"))).rejects.toMatchObject({ code: "forbidden" });
  });
});
