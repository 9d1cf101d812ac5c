import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { PARK_AFTER_FAILURES } from "#server/domain/feed.ts";
import { addMs, HOUR_MS, MINUTE_MS, msBetween } from "#server/domain/time.ts";
import { takeOverCrossings } from "#server/feeds/preview-feed.ts";
import { getFeed } from "#server/services/feeds/feed-rows.ts";
import { addFeed, changeFeed, listFeeds } from "#server/services/feeds/manage-feeds.ts";
import { cbpAnswer } from "../../support/feeds/cbp-answer.ts";
import { type FeedServer, LOOPBACK_NETWORK } from "../../support/feeds/feed-server.ts";
import { test } from "../../support/reports.ts";

import {
  asAdmin,
  countReports,
  feedInput,
  jobsOf,
  json,
  NOW,
  poll,
  send,
  serve,
} from "./feed-rig.ts";

describe("a feed that fails", () => {
  test.for<[string, FeedServer["answer"], RegExp]>([
    ["a web page", send("<!doctype html><p>Sorry", "text/html"), /web page/],
    ["a web page that says it is JSON", send("\n<html>", "application/json"), /web page/],
    ["nothing", send(""), /empty/],
    ["half a JSON", send('[{"port_number":'), /no JSON/],
    ["an object", send('{"error":1}'), /no JSON array/],
    ["an error", (_, res) => void res.writeHead(500).end(), /500/],
  ])("by %s is told why, and keeps what it said before", async ([, answer, reason], { loaded }) => {
    const { db } = loaded;
    const server = await serve(json(cbpAnswer().slice(0, 3)));
    const ctx = await asAdmin(db);
    await addFeed(ctx, feedInput(server.url));
    await takeOverCrossings(ctx, { id: "cbp" }, LOOPBACK_NETWORK);
    await poll(db, "cbp");
    const before = await countReports(db, "feed:cbp");
    server.answer = answer;
    expect(await poll(db, "cbp", addMs(NOW, 15 * MINUTE_MS))).toMatchObject({ kind: "failed" });
    const feed = await getFeed(db, "cbp");
    expect(feed.lastProblem).toMatch(reason);
    expect([feed.failures, feed.parkedAt, feed.lastOkAt]).toEqual([1, null, NOW]);
    expect(await countReports(db, "feed:cbp")).toBe(before);
  });

  test("is asked less and less often, then parked, and goes on when an admin says so", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const server = await serve((_, res) => void res.writeHead(500).end());
    const ctx = await asAdmin(db);
    await addFeed(ctx, feedInput(server.url));
    const waits: number[] = [];
    for (let i = 0; i < PARK_AFTER_FAILURES; i += 1) {
      await poll(db, "cbp");
      waits.push(msBetween(NOW, (await getFeed(db, "cbp")).nextTryAt) / MINUTE_MS);
    }
    expect(waits.slice(0, 6)).toEqual([30, 60, 120, 240, 360, 360]);
    const parked = await getFeed(db, "cbp");
    expect(parked).toMatchObject({ parkedAt: NOW, parkedReason: "The server answered 500." });
    const asked = server.asked.length;
    expect(await poll(db, "cbp")).toBeNull();
    expect(server.asked).toHaveLength(asked);
    server.answer = json(cbpAnswer());
    await changeFeed(ctx, { id: "cbp", resume: true });
    expect(await poll(db, "cbp")).toMatchObject({ kind: "read" });
    expect(await getFeed(db, "cbp")).toMatchObject({
      failures: 0,
      parkedAt: null,
      lastProblem: null,
    });
  });

  test("is parked at once when it is gone or leads inward", async ({ loaded }) => {
    const { db } = loaded;
    const server = await serve((_, res) => void res.writeHead(410).end());
    const ctx = await asAdmin(db);
    await addFeed(ctx, feedInput(server.url));
    await addFeed(ctx, feedInput("http://10.0.0.1/feed", { id: "inward" }));
    await poll(db, "cbp");
    await poll(db, "inward");
    const { feeds } = await listFeeds(ctx);
    expect(feeds.map(({ id, parkedReason }) => [id, parkedReason])).toEqual([
      ["cbp", "The server says that it is gone for good (410)."],
      ["inward", expect.stringContaining("private network")],
    ]);
  });

  test("waits as long as its server asks, and never harms another", async ({ loaded }) => {
    const { db } = loaded;
    const bad = await serve((_, res) => void res.writeHead(429, { "retry-after": "7200" }).end());
    const good = await serve(json(cbpAnswer().slice(0, 3)));
    const ctx = await asAdmin(db);
    await addFeed(ctx, feedInput(bad.url, { id: "bad" }));
    await addFeed(ctx, feedInput(good.url, { id: "good" }));
    await poll(db, "bad");
    await poll(db, "good");
    expect((await getFeed(db, "bad")).nextTryAt).toBe(addMs(NOW, 2 * HOUR_MS));
    expect(await getFeed(db, "good")).toMatchObject({ failures: 0, lastOkAt: NOW });
    const jobs = await jobsOf(db);
    expect(jobs.map(({ key }) => key).sort()).toEqual(["poll_feed bad", "poll_feed good"]);
  });

  test("is not asked for what it has sent: 304 is well, and the next time is the usual one", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const server = await serve((req, res) =>
      req.headers["if-none-match"] === '"7"'
        ? res.writeHead(304).end()
        : res.writeHead(200, { etag: '"7"' }).end(JSON.stringify(cbpAnswer().slice(0, 2))),
    );
    const ctx = await asAdmin(db);
    await addFeed(ctx, feedInput(server.url));
    await poll(db, "cbp");
    const later = addMs(NOW, 15 * MINUTE_MS);
    expect(await poll(db, "cbp", later)).toEqual({ kind: "unchanged" });
    const feed = await getFeed(db, "cbp");
    expect([feed.lastOkAt, feed.lastChangedAt, feed.nextTryAt]).toEqual([
      later,
      NOW,
      addMs(later, 15 * MINUTE_MS),
    ]);
  });

  test("stays parked by an admin, however the try ends that was under way", async ({ loaded }) => {
    const { db } = loaded;
    const ctx = await asAdmin(db);
    for (const [id, status] of [
      ["fails", 500],
      ["goes-well", 200],
      ["is-gone", 410],
    ] as const) {
      const server = await serve(async (_, res) => {
        await changeFeed(ctx, { id, park: "their numbers are wrong", resume: false });
        res.writeHead(status).end(JSON.stringify(cbpAnswer().slice(0, 2)));
      });
      await addFeed(ctx, feedInput(server.url, { id }));
      await poll(db, id);
      expect(await getFeed(db, id)).toMatchObject({
        lastTriedAt: NOW,
        parkedAt: NOW,
        parkedReason: "their numbers are wrong",
      });
    }
  });

  test("forgets an answer that was read by places that have changed since it was asked for", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const ctx = await asAdmin(db);
    let places: Record<string, string> | undefined = { Khyber: "torkham" };
    const server = await serve(async (req, res) => {
      if (places !== undefined) await changeFeed(ctx, { id: "cbp", places, resume: false });
      places = undefined;
      if (req.headers["if-none-match"] === '"7"') return void res.writeHead(304).end();
      res.writeHead(200, { etag: '"7"' }).end(JSON.stringify(cbpAnswer().slice(0, 2)));
    });
    await addFeed(ctx, feedInput(server.url));
    expect(await poll(db, "cbp")).toMatchObject({ kind: "read" });
    expect(await getFeed(db, "cbp")).toMatchObject({ etag: null, bodyHash: null });
    expect(await poll(db, "cbp", addMs(NOW, 15 * MINUTE_MS))).toMatchObject({ kind: "read" });
    expect(await getFeed(db, "cbp")).toMatchObject({ etag: '"7"' });
  });

  test("is asked again at once when an admin says so while it is being asked", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const ctx = await asAdmin(db);
    const later = { ...ctx, now: addMs(NOW, MINUTE_MS) };
    const server = await serve(async (_, res) => {
      await changeFeed(later, { id: "cbp", resume: true });
      res.writeHead(200).end(JSON.stringify(cbpAnswer().slice(0, 2)));
    });
    await addFeed(ctx, feedInput(server.url));
    await poll(db, "cbp");
    expect((await getFeed(db, "cbp")).nextTryAt).toBe(later.now);
  });

  test("is asked by a shorter interval from then on, and no sooner than its failures allow", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const server = await serve(json(cbpAnswer().slice(0, 2)));
    const ctx = await asAdmin(db);
    await addFeed(ctx, feedInput(server.url, { intervalMinutes: 1_440 }));
    await poll(db, "cbp");
    const later = { ...ctx, now: addMs(NOW, 10 * MINUTE_MS) };
    const change = (intervalMinutes: number) =>
      changeFeed(later, { id: "cbp", resume: false, intervalMinutes });
    await db.execute(sql`select graphile_worker.remove_job('poll_feed cbp')`);
    await change(30);
    const next = addMs(NOW, 30 * MINUTE_MS);
    expect((await getFeed(db, "cbp")).nextTryAt).toBe(next);
    expect(await jobsOf(db)).toHaveLength(1);
    await change(5);
    expect((await getFeed(db, "cbp")).nextTryAt).toBe(later.now);
    server.answer = (_, res) => void res.writeHead(500).end();
    await poll(db, "cbp", later.now);
    const waiting = (await getFeed(db, "cbp")).nextTryAt;
    await change(6);
    expect((await getFeed(db, "cbp")).nextTryAt).toBe(waiting);
  });
});
