import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { SaxesParser } from "saxes";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import type { DomainError } from "#server/domain/errors.ts";
import { addMs, MINUTE_MS } from "#server/domain/time.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { endWatch } from "#server/services/watches/end-watch.ts";
import { judgeCrossing } from "#server/services/watches/judge-watch.ts";
import { getWatch } from "#server/services/watches/list-watches.ts";
import { renewFeed } from "#server/services/watches/renew-feed.ts";
import { saveWatch } from "#server/services/watches/save-watch.ts";
import { readWatchFeed, watchFeedUrl } from "#server/services/watches/watch-feed.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";
import { addFirm, addMember, asDispatcher, type Firm, wish } from "./builders.ts";

const PLACES = { authSecret: "a secret", publicUrl: "https://gatewatch.example" };

async function emailOf(database: Database, { dispatcher }: Firm): Promise<string> {
  const [row] = await database.execute<{ email: string }>(
    sql`select email from accounts where id = ${dispatcher.accountId}`,
  );
  return row?.email ?? "";
}

/** The text of each element by name, in order; throws for what is no XML. */
function elements(xml: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const parser = new SaxesParser();
  const open: string[] = [];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => {
    open.push(name);
  });
  parser.on("text", (text) => {
    const name = open.at(-1) ?? "";
    found.set(name, [...(found.get(name) ?? []), text]);
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(xml).close();
  return found;
}

describe("the feed of a watch", () => {
  test("has an entry for each notice, for whoever has its address, until the watch ends", async ({
    loaded: { db },
  }) => {
    const firm = await addFirm(db);
    const input = wish({ name: "Gates & <lanes>" });
    await saveWatch(asDispatcher(firm, db), input);
    const actor = await addAccount(db, "reporter", { trusted: true });
    const at = addMs(NOW, MINUTE_MS);
    const report = closedReport(randomUUID(), { observedAt: at });
    await submitReport({ actor, database: db, now: at }, report);
    await judgeCrossing(db, "torkham", at);
    const url = new URL(watchFeedUrl(PLACES, { id: input.id, feedRenewals: 0 }));
    const link = { id: url.searchParams.get("id"), token: url.searchParams.get("token") };
    const read = (given: object) => readWatchFeed({ database: db, ...PLACES }, given, at);
    const found = elements((await read(link)) ?? "");
    expect(found.get("title")).toEqual([
      "Gatewatch: Gates & <lanes>",
      expect.stringMatching(/^Torkham: Closed: Trucks/),
    ]);
    expect(found.get("id")).toHaveLength(2);
    expect(found.get("content")?.[0]).toMatch(/Source: observer-/);
    expect(await read({ ...link, token: "guessed" })).toBeNull();
    expect(await read({ ...link, id: randomUUID() })).toBeNull();
    expect(await read({})).toBeNull();
    await endWatch(asDispatcher(firm, db), { id: input.id });
    expect(await read(link)).toBeNull();
  });

  test("gets another address when the old one has leaked, which from then on leads nowhere", async ({
    loaded: { db },
  }) => {
    const firm = await addFirm(db);
    const ctx = asDispatcher(firm, db);
    const input = wish();
    await saveWatch(ctx, input);
    const linkOf = (feedRenewals: number) => {
      const { searchParams } = new URL(watchFeedUrl(PLACES, { id: input.id, feedRenewals }));
      return { id: searchParams.get("id"), token: searchParams.get("token") };
    };
    const read = (given: object) => readWatchFeed({ database: db, ...PLACES }, given, NOW);
    const listed = async () => (await getWatch(ctx, { watchId: input.id })).feedRenewals;
    for (const times of [1, 2]) {
      await renewFeed(ctx, { id: input.id });
      expect(await listed()).toBe(times);
      expect(await read(linkOf(times))).toContain("Torkham trucks");
      for (let before = 0; before < times; before += 1) {
        expect(await read(linkOf(before)), `address ${before}`).toBeNull();
      }
    }
    // What the feed says of itself is the address that holds.
    expect(await read(linkOf(2))).toContain(`token=${linkOf(2).token}`);
    // Changed and saved again it keeps its address.
    await saveWatch(ctx, { ...input, name: "Gates" });
    expect(await listed()).toBe(2);
    const audit = await db.execute(sql`
      select account_id from audit_events where action = 'watch.renew_feed' and subject = ${input.id}`);
    expect([...audit]).toEqual([1, 2].map(() => ({ account_id: firm.dispatcher.accountId })));
  });

  test("is made anew by nobody else, and not where there is none", async ({ loaded: { db } }) => {
    const firm = await addFirm(db);
    const ctx = asDispatcher(firm, db);
    const { id } = wish();
    await saveWatch(ctx, wish({ id }));
    const refusal = (by: Parameters<typeof renewFeed>[0], watchId = id) =>
      renewFeed(by, { id: watchId }).then(
        () => null,
        (error: DomainError) => error.code,
      );
    const viewer = await addMember(db, firm.firmId, "viewer");
    expect(await refusal({ ...ctx, actor: viewer })).toBe("forbidden");
    expect(await refusal(asDispatcher(await addFirm(db), db))).toBe("not_found");
    expect(await refusal({ ...ctx, actor: null })).toBe("unauthenticated");
    const mailed = wish({ channel: { kind: "email", email: await emailOf(db, firm) } });
    await saveWatch(ctx, mailed);
    expect(await refusal(ctx, mailed.id)).toBe("conflict");
    await endWatch(ctx, { id });
    expect(await refusal(ctx)).toBe("not_found");
  });
});
