import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { addMs, MINUTE_MS } from "#server/domain/time.ts";
import { previewFeed, takeOverCrossings } from "#server/feeds/preview-feed.ts";
import { getCrossing } from "#server/services/crossings/get-crossing.ts";
import { getFeed } from "#server/services/feeds/feed-rows.ts";
import { addFeed } from "#server/services/feeds/manage-feeds.ts";
import { cbpAnswer, lane, lanes, port } from "../../support/feeds/cbp-answer.ts";
import { LOOPBACK_NETWORK } from "../../support/feeds/feed-server.ts";
import { test } from "../../support/reports.ts";

import {
  asAdmin,
  countChanges,
  countReports,
  feedInput,
  json,
  NOW,
  poll,
  serve,
} from "./feed-rig.ts";

describe("the feed of CBP", () => {
  test("its crossings are proposed, taken over once, and told of by the next answer", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const server = await serve(json(cbpAnswer()));
    const ctx = await asAdmin(db);
    await addFeed(ctx, feedInput(server.url));
    const first = await poll(db, "cbp");
    expect(first).toMatchObject({ kind: "read", run: { added: 0, unknownPlaces: 80 } });
    const preview = await previewFeed(ctx, { id: "cbp" }, LOOPBACK_NETWORK);
    expect(preview.proposed).toHaveLength(80);
    expect(await takeOverCrossings(ctx, { id: "cbp" }, LOOPBACK_NETWORK)).toEqual({ added: 80 });
    expect(await takeOverCrossings(ctx, { id: "cbp" }, LOOPBACK_NETWORK)).toEqual({ added: 0 });
    const second = await poll(db, "cbp");
    expect(second).toMatchObject({ kind: "read", run: { unknownPlaces: 0, refused: 0 } });
    expect(await countReports(db, "feed:cbp")).toBeGreaterThan(80);
    const { status } = await getCrossing(
      { actor: null, database: db, now: NOW },
      {
        slug: "world-trade-bridge-laredo",
        at: NOW,
        known: "now",
      },
    );
    expect(status.lanes.map(({ lane: id, observed }) => [id, observed.value])).toEqual([
      ["MX-US/truck", "open"],
    ]);
  });

  test("what is asked twice is stored once; what is said again later renews its age and tells no change", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const at = (time: string) =>
      json([
        port({
          number: "300901",
          port: "Sumas",
          time: "10:25:16",
          car: lanes({ standard_lanes: lane(`At ${time} PST`, 20, 2) }),
        }),
      ]);
    const server = await serve(at("9:00 am"));
    const ctx = await asAdmin(db);
    await addFeed(ctx, feedInput(server.url));
    await takeOverCrossings(ctx, { id: "cbp" }, LOOPBACK_NETWORK);
    await poll(db, "cbp");
    expect(await countReports(db, "feed:cbp")).toBe(1);
    // The same bytes, then the same words under another body.
    expect(await poll(db, "cbp", addMs(NOW, MINUTE_MS))).toMatchObject({ kind: "unchanged" });
    await db.execute(sql`update feeds set body_hash = null`);
    expect(await poll(db, "cbp", addMs(NOW, MINUTE_MS))).toMatchObject({
      run: { added: 0, known: 1 },
    });
    const changes = await countChanges(db, "sumas");
    server.answer = at("10:00 am");
    expect(await poll(db, "cbp", addMs(NOW, 2 * MINUTE_MS))).toMatchObject({ run: { added: 1 } });
    expect(await countReports(db, "feed:cbp")).toBe(2);
    const later = addMs(NOW, 2 * MINUTE_MS);
    const { status } = await getCrossing(
      { actor: null, database: db, now: later },
      {
        slug: "sumas",
        at: later,
        known: "now",
      },
    );
    expect(status.lastWordAt).toBe("2026-11-22T18:00:00.000Z");
    expect(await countChanges(db, "sumas")).toBe(changes);
    expect((await getFeed(db, "cbp")).dataAt).toBe("2026-11-22T18:00:00.000Z");
  });

  test("yesterday's data is as old as it says, however often it is fetched", async ({ loaded }) => {
    const { db } = loaded;
    const old = port({
      number: "300901",
      port: "Sumas",
      date: "11/21/2026",
      car: lanes({ standard_lanes: lane("At 10:00 am PST", 20, 2) }),
    });
    const server = await serve(json([old]));
    const ctx = await asAdmin(db);
    await addFeed(ctx, feedInput(server.url));
    await takeOverCrossings(ctx, { id: "cbp" }, LOOPBACK_NETWORK);
    for (const minutes of [0, 15, 30]) {
      await db.execute(sql`update feeds set body_hash = null`);
      await poll(db, "cbp", addMs(NOW, minutes * MINUTE_MS));
    }
    expect(await countReports(db, "feed:cbp")).toBe(1);
    const { status } = await getCrossing(
      { actor: null, database: db, now: NOW },
      {
        slug: "sumas",
        at: NOW,
        known: "now",
      },
    );
    expect(status.freshness).toBe("silent");
    expect(status.lanes[0]?.observed.value).toBe("unknown");
    expect((await getFeed(db, "cbp")).lastOkAt).not.toBeNull();
  });

  test("data from the future is flagged and refused, and what stands beside it is taken", async ({
    loaded,
  }) => {
    const { db } = loaded;
    const car = lanes({ standard_lanes: lane("At 10:00 am PST", 20, 2) });
    const answer = [
      port({ number: "300901", port: "Sumas", date: "11/22/2027", car }),
      port({ number: "302301", port: "Lynden", car }),
    ];
    const server = await serve(json(answer));
    const ctx = await asAdmin(db);
    await addFeed(ctx, feedInput(server.url));
    await takeOverCrossings(ctx, { id: "cbp" }, LOOPBACK_NETWORK);
    const outcome = await poll(db, "cbp");
    expect(outcome).toMatchObject({ kind: "read", run: { added: 1, refused: 1 } });
    expect((await getFeed(db, "cbp")).lastRun?.flags).toContainEqual({
      place: "300901",
      kind: "future",
      text: "2027-11-22T18:00:00.000Z",
    });
  });
});
