import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { FeedInput } from "#server/domain/feed.ts";
import { DAY_MS } from "#server/domain/time.ts";
import { previewChangedFeed } from "#server/feeds/preview-feed.ts";
import { getFeed } from "#server/services/feeds/feed-rows.ts";
import { addFeed, changeFeed, listFeeds } from "#server/services/feeds/manage-feeds.ts";
import { LOOPBACK_NETWORK } from "../../support/feeds/feed-server.ts";
import { addAccount, test } from "../../support/reports.ts";

import { asAdmin, countReports, csvInput, feedInput, json, NOW, poll, serve } from "./feed-rig.ts";

describe("a mapped table", () => {
  const CSV = [
    "gate;seen;status;trucks",
    "torkham;2026-11-22 20:00;Zu;۱۰۷–۱۷۰",
    "Nowhere;2026-11-22 20:00;offen;5",
    "chaman-spin-boldak;yesterday;offen;5",
    "kharlachi;2026-11-22 20:00;halb;5",
  ].join("\r\n");

  test("is read by its mapping; each row that does not fit is flagged and harms no other", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const server = await serve((_, res) =>
      res.writeHead(200, { "content-type": "text/csv" }).end(CSV),
    );
    const ctx = await asAdmin(db);
    await addFeed(ctx, csvInput(server.url));
    const outcome = await poll(db, "gates");
    expect(outcome).toMatchObject({ kind: "read", run: { read: 1, added: 1, unknownPlaces: 1 } });
    const flags = (await getFeed(db, "gates")).lastRun?.flags ?? [];
    expect(flags.map(({ place, kind }) => [place, kind])).toEqual([
      ["Nowhere", "unknown_place"],
      ["chaman-spin-boldak", "no_time"],
      ["kharlachi", "unknown_word"],
    ]);
    const [report] = await db.execute(sql`
      select via, observed_at::text as at, claims from reports where source_id = 'feed:gates'`);
    expect(report).toMatchObject({
      via: "feed",
      at: "2026-11-22 15:00:00+00",
      claims: [
        { kind: "state", value: "closed", track: "observed" },
        { kind: "count", metric: "trucks_stranded", low: 107, high: 170 },
      ],
    });
  });

  test("its words for places are tied to crossings, and what was left out is read then", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const server = await serve((_, res) => res.writeHead(200, { etag: '"1"' }).end(CSV));
    const ctx = await asAdmin(db);
    await addFeed(ctx, csvInput(server.url));
    await poll(db, "gates");
    await changeFeed(ctx, { id: "gates", resume: false, places: { Nowhere: "ghulam-khan" } });
    expect(await poll(db, "gates")).toMatchObject({
      run: { added: 1, known: 1, unknownPlaces: 0 },
    });
    await expect(
      changeFeed(ctx, { id: "gates", resume: false, places: { Nowhere: "atlantis" } }),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  test("is moved and mapped anew, and what it told before stays its own", async ({ loaded }) => {
    const { db } = loaded;
    const server = await serve((_, res) => res.writeHead(200, { etag: '"1"' }).end(CSV));
    const moved = await serve((_, res) =>
      res.writeHead(200, { etag: '"1"' }).end("place;at;says\ntorkham;2026-11-22 20:30;open"),
    );
    const ctx = await asAdmin(db);
    await addFeed(ctx, csvInput(server.url));
    await poll(db, "gates");
    expect(await countReports(db, "feed:gates")).toBe(1);
    const columns = { crossing: "place", observed_at: "at", state: "says" };
    const mapping = { columns, states: {}, zone: "Asia/Karachi" };
    const { url } = moved;
    const seen = await previewChangedFeed(ctx, { id: "gates", url, mapping }, LOOPBACK_NETWORK);
    expect(seen.run).toMatchObject({ read: 1, known: 0 });
    expect((await getFeed(db, "gates")).url).toBe(server.url);
    const name = "Gates, anew";
    await changeFeed(ctx, { id: "gates", resume: false, name, url, mapping, intervalMinutes: 60 });
    expect(await getFeed(db, "gates")).toMatchObject({
      ...{ name, url, intervalMinutes: 60, etag: null, nextTryAt: NOW },
      lastRun: { added: 1 },
      settings: { mapping },
    });
    expect(await poll(db, "gates")).toMatchObject({ run: { read: 1, added: 1 } });
    expect(await countReports(db, "feed:gates")).toBe(2);
    expect(server.asked).toHaveLength(1);
  });

  test("takes no mapping without a time, and no address that hides a password", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const server = await serve((_, res) => void res.end(CSV));
    const ctx = await asAdmin(db);
    await addFeed(ctx, csvInput(server.url));
    const mapping = { columns: { crossing: "gate" }, states: {}, zone: "UTC" };
    await expect(changeFeed(ctx, { id: "gates", resume: false, mapping })).rejects.toMatchObject({
      code: "invalid",
      details: { fields: [{ path: "mapping.columns.observed_at" }] },
    });
    const url = "https://user:secret@example.org/";
    await expect(changeFeed(ctx, { id: "gates", resume: false, url })).rejects.toMatchObject({
      code: "invalid",
    });
    expect(await getFeed(db, "gates")).toMatchObject({ url: server.url });
  });

  test("GeoJSON is read by its properties", async ({ loaded }) => {
    const { db } = loaded;
    const feature = {
      type: "Feature",
      geometry: null,
      properties: { where: { gate: "torkham" }, ms: Date.parse(NOW) - DAY_MS / 24, s: "offen" },
    };
    const server = await serve(json({ type: "FeatureCollection", features: [feature, 3] }));
    const ctx = await asAdmin(db);
    const columns = { crossing: "where.gate", observed_at: "ms", state: "s" };
    const mapping = { columns, states: { offen: "open" }, zone: "UTC" };
    await addFeed(ctx, csvInput(server.url, { kind: "mapped_geojson", mapping }));
    expect(await poll(db, "gates")).toMatchObject({ run: { added: 1 } });
    server.answer = json({ type: "Feature" });
    expect(await poll(db, "gates")).toMatchObject({ kind: "failed" });
  });
});

describe("who may", () => {
  test("only an admin manages feeds; the same id twice is refused", async ({ loaded }) => {
    const { db } = loaded;
    const input = feedInput("https://example.org/feed");
    for (const role of ["verifier", "reporter", "firm"] as const) {
      const ctx = { actor: await addAccount(db, role), database: db, now: NOW };
      await expect(addFeed(ctx, input)).rejects.toMatchObject({ code: "forbidden" });
      await expect(listFeeds(ctx)).rejects.toMatchObject({ code: "forbidden" });
      await expect(changeFeed(ctx, { id: "cbp", resume: true })).rejects.toMatchObject({
        code: "forbidden",
      });
    }
    const ctx = await asAdmin(db);
    await addFeed(ctx, input);
    await expect(addFeed(ctx, input)).rejects.toMatchObject({ code: "conflict" });
  });

  test("an address with a password, or a table without its time, is refused", () => {
    expect(
      FeedInput.safeParse({ ...feedInput("https://a.org/"), url: "https://a:b@c.org/" }).success,
    ).toBe(false);
    expect(
      FeedInput.safeParse({ ...feedInput("https://a.org/"), url: "file:///etc/passwd" }).success,
    ).toBe(false);
    const mapping = { columns: { crossing: "gate" }, zone: "UTC" };
    expect(FeedInput.safeParse({ ...csvInput("https://a.org/"), mapping }).success).toBe(false);
  });
});
