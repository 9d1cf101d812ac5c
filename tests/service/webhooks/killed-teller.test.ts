import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, expect, onTestFinished } from "vitest";
import type { Database } from "#server/db/client.ts";
import { addEndpoint } from "#server/services/webhooks/add-endpoint.ts";
import { type OwnDatabase, test } from "../../support/database.ts";
import { killTeller, startTeller as startTellerOn } from "../../support/start-teller.ts";
import { openReceiver } from "../../support/webhook-receiver.ts";
import { AUTH_SECRET } from "../accounts/builders.ts";
import { addFirm, addMember, addNotice, as } from "./builders.ts";

const KILLS = 12;
const ENDPOINTS = 3;
const NOTICES_A_ROUND = 12;
/** The first notices go out within some milliseconds of the start. */
const KILL_WITHIN_MS = 120;
/** One of so many notices is answered with 500 the first time. */
const FAILS_ONE_IN = 15;
const SETTLED_WITHIN_MS = 60_000;
const LIMIT_MS = 10 * 60_000;
const folder = mkdtempSync(join(tmpdir(), "gatewatch-teller-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const startTeller = ({ url }: OwnDatabase) =>
  startTellerOn({ databaseUrl: url, folder, authSecret: AUTH_SECRET });

/** A firm whose own system verifies each notice, and is told when one comes. */
async function openEndpoint(db: Database, onNotice: (id: string) => Promise<boolean>) {
  const receiver = await openReceiver();
  onTestFinished(() => receiver.close());
  const owner = await addMember(db, await addFirm(db));
  const ctx = as(owner, db, new Date().toISOString());
  const added = await addEndpoint(ctx, { id: randomUUID(), url: receiver.url });
  receiver.secrets = [added.secret ?? ""];
  const seen = new Set<string>();
  receiver.answer = async (res, headers) => {
    const id = String(headers["webhook-id"]);
    const isFirst = !seen.has(id);
    seen.add(id);
    if (await onNotice(id)) return void res.destroy();
    const fails = isFirst && Number.parseInt(id.slice(0, 4), 16) % FAILS_ONE_IN === 0;
    res.writeHead(fails ? 500 : 204).end();
  };
  return { receiver, endpointId: added.endpointId };
}

test(
  `killed ${KILLS} times, half of them between sending and writing it down, each notice is told once an id`,
  async ({ ownDatabase }) => {
    const { db } = ownDatabase;
    let teller = await startTeller(ownDatabase);
    /** Set: the next notice that comes kills the worker before it is answered. */
    let killed: PromiseWithResolvers<void> | null = null;
    /** One may be caught twice: what was sent again is a next notice too. */
    const caught: string[] = [];
    const onNotice = async (id: string): Promise<boolean> => {
      const waiting = killed;
      if (waiting === null) return false;
      killed = null;
      caught.push(id);
      await killTeller(teller);
      waiting.resolve();
      return true;
    };
    const endpoints = await Promise.all(
      Array.from({ length: ENDPOINTS }, () => openEndpoint(db, onNotice)),
    );
    const told = new Set<string>();
    for (let round = 0; round < KILLS; round += 1) {
      const waiting = round % 2 === 0 ? Promise.withResolvers<void>() : null;
      killed = waiting;
      for (let i = 0; i < NOTICES_A_ROUND; i += 1) {
        const endpointId = endpoints[i % ENDPOINTS]?.endpointId ?? "";
        told.add(await addNotice(db, endpointId, { at: new Date().toISOString() }));
      }
      if (waiting === null) {
        await delay(Math.random() * KILL_WITHIN_MS);
        await killTeller(teller);
      } else await waiting.promise;
      teller = await startTeller(ownDatabase);
    }
    const left = async () => {
      const [row] = await db.execute(
        sql`select count(*) as n from notices where state = 'waiting'`,
      );
      return Number(row?.n);
    };
    await expect.poll(left, { timeout: SETTLED_WITHIN_MS, interval: 200 }).toBe(0);
    await killTeller(teller);

    const received = endpoints.flatMap(({ receiver }) => receiver.received.map(({ id }) => id));
    expect(endpoints.flatMap(({ receiver }) => receiver.refused)).toEqual([]);
    // None is missing and none invented; under one id nothing but the same bytes ever came.
    expect([...new Set(received)].sort()).toEqual([...told].sort());
    for (const { receiver } of endpoints)
      for (const bodies of receiver.bodies.values()) expect(bodies.size).toBe(1);
    // Those that were caught between had to be sent again.
    expect(caught).toHaveLength(KILLS / 2);
    const times = (ids: readonly string[], id: string) => ids.filter((one) => one === id).length;
    for (const id of caught) expect(times(received, id)).toBeGreaterThan(times(caught, id));
    const [row] = await db.execute(sql`
      select count(*) filter (where state = 'sent') as sent, count(*) as all,
        (select count(*) from deliveries where outcome = 'sent') as taken from notices`);
    expect(row).toEqual({
      sent: String(told.size),
      all: String(told.size),
      taken: String(told.size),
    });
    console.log(`${KILLS} kills: ${told.size} notices, ${received.length - told.size} sent again`);
  },
  LIMIT_MS,
);
