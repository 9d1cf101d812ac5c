import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { expect, onTestFinished, vi } from "vitest";
import { createDatabase, type DatabaseClient } from "#server/db/client.ts";
import { createListener } from "#server/live/listen.ts";
import { createSnapshot } from "#server/live/snapshot.ts";
import { createLog } from "#server/log.ts";
import { test } from "../../support/database.ts";
import { quietStatus } from "../../unit/live/quiet-status.ts";

const SOON = { timeout: 5_000, interval: 20 };
const LATER = { timeout: 20_000, interval: 50 };

/** Reads how many times it has read: each read gives another status. */
async function listenTo(database: DatabaseClient) {
  const snapshot = createSnapshot({ nowMs: Date.now });
  let reads = 0;
  const readCrossing = vi.fn(async (crossingId: string) => {
    await database.sql`select 1`;
    reads += 1;
    return quietStatus({ crossingId, expectedIntervalMinutes: reads });
  });
  const readAll = vi.fn(async () => {
    await database.sql`select 1`;
    reads += 1;
    return [quietStatus({ expectedIntervalMinutes: reads })];
  });
  const clock = { aheadMs: 0 };
  const listener = createListener({
    sql: database.sql,
    snapshot,
    readCrossing,
    readAll,
    ageCrossing: () => quietStatus({ freshness: "stale" }),
    ping: () => database.sql`select 1`,
    nowMs: () => Date.now() + clock.aheadMs,
    log: createLog({ level: "error", write: () => undefined }),
  });
  await listener.start();
  onTestFinished(() => listener.stop());
  return { snapshot, listener, readCrossing, readAll, clock };
}

test("everything is read at the start, and a notified crossing again", async ({ ownDatabase }) => {
  const { snapshot, readCrossing, readAll, listener } = await listenTo(ownDatabase);
  await expect.poll(() => snapshot.isLoaded, SOON).toBe(true);
  expect(readAll).toHaveBeenCalledTimes(1);
  expect(listener.readiness()).toEqual({ isReady: true, reason: null });
  await ownDatabase.sql`select pg_notify('crossing', 'torkham')`;
  await expect.poll(() => readCrossing.mock.calls, SOON).toEqual([["torkham"]]);
  await expect.poll(() => snapshot.get("torkham")?.expectedIntervalMinutes, SOON).toBe(2);
  await ownDatabase.sql`select pg_notify('crossing', '*')`;
  await expect.poll(() => readAll.mock.calls.length, SOON).toBe(2);
});

test("a notification is heard only when its transaction commits", async ({ ownDatabase }) => {
  const { readCrossing } = await listenTo(ownDatabase);
  const failed = ownDatabase.sql.begin(async (tx) => {
    await tx`select pg_notify('crossing', 'chaman')`;
    throw new Error("taken back");
  });
  await expect(failed).rejects.toThrow("taken back");
  await ownDatabase.sql`select pg_notify('crossing', 'torkham')`;
  await expect.poll(() => readCrossing.mock.calls, SOON).toEqual([["torkham"]]);
});

test("a payload that names no crossing is not read", async ({ ownDatabase }) => {
  const { readCrossing } = await listenTo(ownDatabase);
  await ownDatabase.sql`select pg_notify('crossing', 'no crossing; at all')`;
  await ownDatabase.sql`select pg_notify('crossing', 'torkham')`;
  await expect.poll(() => readCrossing.mock.calls, SOON).toEqual([["torkham"]]);
});

test("after its connection was killed it listens again and reads everything", async ({
  ownDatabase,
}) => {
  const { readAll, readCrossing } = await listenTo(ownDatabase);
  await expect.poll(() => readAll.mock.calls.length, SOON).toBe(1);
  const killed = await ownDatabase.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like 'listen%'`;
  expect(killed).toHaveLength(1);
  await expect.poll(() => readAll.mock.calls.length, LATER).toBe(2);
  await ownDatabase.sql`select pg_notify('crossing', 'torkham')`;
  await expect.poll(() => readCrossing.mock.calls, SOON).toEqual([["torkham"]]);
});

/** A way to the database that can be shut. */
async function openWay(url: string) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let isShut = false;
  const way = createServer((near) => {
    if (isShut) return near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
      socket.once("close", () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  way.listen(0, "127.0.0.1");
  await once(way, "listening");
  onTestFinished(() => void way.close());
  const address = way.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const near = new URL(url);
  near.port = String(address.port);
  return {
    url: near.href,
    shut() {
      isShut = true;
      for (const socket of sockets) socket.destroy();
    },
    open() {
      isShut = false;
    },
  };
}

test("while the database is away the old snapshot stays, and it catches up afterwards", async ({
  ownDatabase,
}) => {
  const way = await openWay(ownDatabase.url);
  const database = createDatabase(way.url, { max: 2 });
  onTestFinished(() => database.close());
  const { snapshot, listener, readAll, readCrossing, clock } = await listenTo(database);
  await expect.poll(() => snapshot.isLoaded, SOON).toBe(true);
  way.shut();
  await ownDatabase.sql`select pg_notify('crossing', 'torkham')`;
  const readinessLater = () => {
    clock.aheadMs = 20_000;
    const later = listener.readiness();
    clock.aheadMs = 0;
    return later;
  };
  await expect
    .poll(readinessLater, LATER)
    .toEqual({ isReady: false, reason: "the database is away" });
  expect(snapshot.list()).toHaveLength(1);
  expect(listener.readiness().isReady).toBe(true);
  way.open();
  await expect.poll(() => readAll.mock.calls.length, LATER).toBeGreaterThan(1);
  await expect.poll(() => listener.readiness().isReady, LATER).toBe(true);
  await ownDatabase.sql`select pg_notify('crossing', 'torkham')`;
  await expect.poll(() => readCrossing.mock.calls.length, SOON).toBe(1);
});

test("a status ages when its time comes by what is at hand, and is then read again", async ({
  ownDatabase,
}) => {
  const { snapshot, readCrossing } = await listenTo(ownDatabase);
  await expect.poll(() => snapshot.isLoaded, SOON).toBe(true);
  const nextChangeAt = new Date(Date.now() + 300).toISOString();
  snapshot.set("torkham", quietStatus({ freshness: "ageing", nextChangeAt }));
  const seen: Array<string | undefined> = [];
  snapshot.subscribe(({ status }) => seen.push(status?.freshness));
  await expect.poll(() => readCrossing.mock.calls, SOON).toEqual([["torkham"]]);
  await expect.poll(() => seen, SOON).toEqual(["stale", quietStatus().freshness]);
});

test("whoever writes to the registry, every process looks at all crossings again", async ({
  ownDatabase,
}) => {
  const { readAll } = await listenTo(ownDatabase);
  await expect.poll(() => readAll.mock.calls.length, SOON).toBe(1);
  await ownDatabase.sql`
    insert into crossings (id, name, type, expected_interval_minutes)
    values ('registry-told', 'Registry Told', 'road', 60)`;
  await expect.poll(() => readAll.mock.calls.length, SOON).toBe(2);
  await ownDatabase.sql`
    update crossings set name = 'Registry, told again' where id = 'registry-told'`;
  await expect.poll(() => readAll.mock.calls.length, SOON).toBe(3);
});
