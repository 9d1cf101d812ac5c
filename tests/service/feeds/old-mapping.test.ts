import { readFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { getFeed } from "#server/services/feeds/feed-rows.ts";
import { addFeed } from "#server/services/feeds/manage-feeds.ts";
import { test } from "../../support/reports.ts";
import { asAdmin, csvInput } from "./feed-rig.ts";

const MIGRATION = new URL("../../../drizzle/0014_feeds_without_switch.sql", import.meta.url);

test("a feed that was stored with constants in its mapping is read after the migration", async ({
  loaded: { db },
}) => {
  await addFeed(await asAdmin(db), csvInput("http://127.0.0.1/feed"));
  const before = await getFeed(db, "gates");
  await db.execute(
    sql`update feeds set settings = jsonb_set(settings, '{mapping,constants}', '{"lanes": "truck"}')`,
  );
  const [, update = ""] = readFileSync(MIGRATION, "utf8").split("--> statement-breakpoint");
  await db.execute(sql.raw(update));
  expect((await getFeed(db, "gates")).settings).toEqual(before.settings);
});
