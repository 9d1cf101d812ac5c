import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import { addMs, MINUTE_MS } from "#server/domain/time.ts";
import { PARKED_CORRIDOR, PARKED_WEBHOOK } from "#server/domain/watch.ts";
import { endCorridor } from "#server/services/firms/end-corridor.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { judgeCrossing } from "#server/services/watches/judge-watch.ts";
import { listWatches } from "#server/services/watches/list-watches.ts";
import { saveWatch } from "#server/services/watches/save-watch.ts";
import { addEndpoint } from "#server/services/webhooks/add-endpoint.ts";
import { endEndpoint } from "#server/services/webhooks/end-endpoint.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";
import { addFirm, asDispatcher, type Firm, wish } from "./builders.ts";

async function close(db: Database, minute: number) {
  const actor = await addAccount(db, "reporter", { trusted: true });
  const at = addMs(NOW, minute * MINUTE_MS);
  await submitReport(
    { actor, database: db, now: at },
    closedReport(randomUUID(), { observedAt: at }),
  );
  return at;
}

const parkedReasons = async (firm: Firm, db: Database) =>
  (await listWatches(asDispatcher(firm, db))).watches.map(({ parkedReason }) => parkedReason);

const countNotices = async (db: Database) => {
  const [row] = await db.execute<{ n: number }>(sql`select count(*)::int as n from notices`);
  return row?.n;
};

describe("a watch from which something that it needs is taken", () => {
  test("is parked when its webhook ends, and goes on by another channel", async ({
    loaded: { db },
  }) => {
    const firm = await addFirm(db);
    const ctx = { ...asDispatcher(firm, db), authSecret: "a secret of thirty-two characters" };
    const endpointId = randomUUID();
    await addEndpoint(ctx, { id: endpointId, url: "https://hooks.example.org/gate" });
    const input = wish({ channel: { kind: "webhook", endpoint: endpointId } });
    await saveWatch(ctx, input);
    await endEndpoint(ctx, { endpointId });
    expect(await parkedReasons(firm, db)).toEqual([PARKED_WEBHOOK]);
    expect(await judgeCrossing(db, "torkham", await close(db, 1))).toBe(0);
    expect(await countNotices(db)).toBe(0);
    await expect(saveWatch(ctx, input)).rejects.toThrow(/no webhook of your firm/);
    await saveWatch(ctx, { ...input, channel: { kind: "feed" } });
    expect(await parkedReasons(firm, db)).toEqual([null]);
  });

  test("is not made on a webhook that ends at the same time", async ({ loaded: { db } }) => {
    const firm = await addFirm(db);
    const ctx = { ...asDispatcher(firm, db), authSecret: "a secret of thirty-two characters" };
    const endpointId = randomUUID();
    await addEndpoint(ctx, { id: endpointId, url: "https://hooks.example.org/gate" });
    const channel = { kind: "webhook", endpoint: endpointId };
    await Promise.allSettled([
      ...Array.from({ length: 4 }, () => saveWatch(ctx, wish({ channel }))),
      endEndpoint(ctx, { endpointId }),
    ]);
    const running = (await parkedReasons(firm, db)).filter((reason) => reason === null);
    expect(running).toEqual([]);
    await expect(endEndpoint(ctx, { endpointId })).rejects.toThrow(/no such webhook/);
  });

  test("is parked when its corridor ends, and goes on with another subject", async ({
    loaded: { db },
  }) => {
    const firm = await addFirm(db);
    const ctx = asDispatcher(firm, db);
    const subject = { kind: "corridor", corridor: firm.corridorId };
    const input = wish({ subject });
    await saveWatch(ctx, input);
    await endCorridor(ctx, { id: firm.corridorId });
    expect(await parkedReasons(firm, db)).toEqual([PARKED_CORRIDOR]);
    expect(await judgeCrossing(db, "torkham", await close(db, 1))).toBe(0);
    await saveWatch(ctx, { ...input, subject: { kind: "crossing", crossing: "torkham" } });
    expect(await parkedReasons(firm, db)).toEqual([null]);
  });
});
