/** What an admin does with feeds: add, change, park, let go on. Each leaves a line in the audit. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam } from "#server/db/rows.ts";
import { CrossingId } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { FEED_INTERVAL, FeedInput, FeedMapping, type FeedSettings } from "#server/domain/feed.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { addMs, type Instant, laterOf, MINUTE_MS } from "#server/domain/time.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { type Feed, getFeed, readFeeds } from "./feed-rows.ts";
import { scheduleFeed } from "./schedule-feed.ts";

/** Every feed with how it went. @throws DomainError `forbidden` */
export async function listFeeds(ctx: ServiceContext): Promise<{ at: Instant; feeds: Feed[] }> {
  assertCan(ctx.actor, "source.manage");
  return { at: ctx.now, feeds: await readFeeds(ctx.database) };
}

/**
 * Adds a feed and has it asked at once.
 * @throws DomainError `forbidden`, `conflict` (the id is another feed's)
 */
export async function addFeed(ctx: ServiceContext, input: FeedInput): Promise<{ id: string }> {
  const { actor, database, now } = ctx;
  assertCan(actor, "source.manage");
  const { id, name, kind, url, party, intervalMinutes, mapping } = input;
  const settings: FeedSettings = { places: {}, mapping: kind === "cbp_bwt" ? null : mapping };
  await database.transaction(async (tx) => {
    const added = await tx.execute(sql`
      insert into feeds (id, name, kind, url, party, settings, interval_minutes, next_try_at, created_at)
      values (${id}, ${name}, ${kind}, ${url}, ${party}, ${jsonParam(settings)}, ${intervalMinutes},
        ${now}::timestamptz, ${now}::timestamptz)
      on conflict (id) do nothing returning id`);
    if (added.length === 0) {
      const message = "is another feed's; choose another";
      throw new DomainError("conflict", `id ${message}.`, { fields: [{ path: "id", message }] });
    }
    await scheduleFeed(tx, id, now);
    const details = { kind, url };
    await recordAudit(tx, { actor, now, action: "feed.add", subject: id, details });
  });
  return { id };
}

export const FeedChange = z.strictObject({
  id: CrossingId,
  /** Also unparks. Asked again from the beginning: nothing that is known of its last answer holds. */
  resume: z.boolean().default(false),
  park: z.string().trim().min(1, "say why").max(200).optional(),
  intervalMinutes: z.number().int().min(FEED_INTERVAL.least).max(FEED_INTERVAL.most).optional(),
  /** As for a new feed. What it told so far stays its own. */
  name: FeedInput.shape.name.optional(),
  url: FeedInput.shape.url.optional(),
  mapping: FeedMapping.optional(),
  /** Words for places that are added or changed; an empty text takes one away. */
  places: z.record(z.string().max(200), z.union([CrossingId, z.literal("")])).optional(),
});
export type FeedChange = z.output<typeof FeedChange>;

/** Merges places, and forgets the last answer: what was left out of it is now to be read. */
export async function mergePlaces(
  tx: Transaction,
  id: string,
  places: Readonly<Record<string, string>>,
): Promise<void> {
  const { settings } = await getFeed(tx, id);
  const merged = Object.entries({ ...settings.places, ...places }).filter(
    ([, slug]) => slug !== "",
  );
  const next: FeedSettings = { ...settings, places: Object.fromEntries(merged) };
  await tx.execute(sql`
    update feeds set settings = ${jsonParam(next)}, etag = null, last_modified = null, body_hash = null
    where id = ${id}`);
}

/** A shorter one holds from the last try on; after failures the wait that they brought stays. */
async function changeInterval(
  tx: Transaction,
  { id, lastTriedAt, nextTryAt, failures, parkedAt }: Feed,
  { intervalMinutes, now }: { readonly intervalMinutes: number; readonly now: Instant },
): Promise<void> {
  await tx.execute(sql`update feeds set interval_minutes = ${intervalMinutes} where id = ${id}`);
  if (lastTriedAt === null || failures > 0 || parkedAt !== null) return;
  const next = laterOf(now, addMs(lastTriedAt, intervalMinutes * MINUTE_MS));
  if (next >= nextTryAt) return;
  await tx.execute(sql`update feeds set next_try_at = ${next}::timestamptz where id = ${id}`);
  await scheduleFeed(tx, id, next);
}

/**
 * Writes what is asked for anew and how it is read. Its last answer is forgotten, since it says nothing of the next one,
 * and it is asked at once.
 */
async function rewriteFeed(
  tx: Transaction,
  feed: Feed,
  { change, now }: { readonly change: FeedChange; readonly now: Instant },
): Promise<void> {
  const { id, kind, party, intervalMinutes, settings, parkedAt } = feed;
  // The whole must fit: a table needs a column for the crossing and one for the time.
  const { name, url, mapping } = parseInput(FeedInput, {
    ...{ id, kind, party, intervalMinutes },
    name: change.name ?? feed.name,
    url: change.url ?? feed.url,
    mapping: change.mapping ?? settings.mapping,
  });
  const next: FeedSettings = { ...settings, mapping: kind === "cbp_bwt" ? null : mapping };
  await tx.execute(sql`
    update feeds set name = ${name}, url = ${url}, settings = ${jsonParam(next)}, etag = null, last_modified = null,
      body_hash = null, next_try_at = ${now}::timestamptz
    where id = ${id}`);
  if (parkedAt === null) await scheduleFeed(tx, id, now);
}

/**
 * Changes a feed, parks it, or lets it go on.
 * @throws DomainError `forbidden`, `invalid`, `not_found` (the feed, or a crossing that a place is to be)
 */
export async function changeFeed(ctx: ServiceContext, input: FeedChange): Promise<{ id: string }> {
  const { actor, database, now } = ctx;
  assertCan(actor, "source.manage");
  const { id, resume, park, intervalMinutes, places } = input;
  await database.transaction(async (tx) => {
    await tx.execute(sql`select id from feeds where id = ${id} for update`);
    const feed = await getFeed(tx, id);
    const { name, url, mapping } = input;
    if (name !== undefined || url !== undefined || mapping !== undefined) {
      await rewriteFeed(tx, feed, { change: input, now });
    }
    if (places !== undefined) {
      const slugs = Object.values(places).filter((slug) => slug !== "");
      const known = await tx.execute(sql`
        select id from crossings where id in (select jsonb_array_elements_text(${jsonParam(slugs)}))`);
      if (known.length < new Set(slugs).size) {
        throw new DomainError("not_found", "A place leads to a crossing that is not there.");
      }
      await mergePlaces(tx, id, places);
    }
    if (intervalMinutes !== undefined) {
      // As rewritten above: another address is asked at once, whatever the interval.
      await changeInterval(tx, await getFeed(tx, id), { intervalMinutes, now });
    }
    if (park !== undefined) {
      await tx.execute(sql`
        update feeds set parked_at = ${now}::timestamptz, parked_reason = ${park} where id = ${id}`);
    } else if (resume) {
      await tx.execute(sql`
        update feeds set parked_at = null, parked_reason = null, failures = 0, etag = null, last_modified = null,
          body_hash = null, next_try_at = ${now}::timestamptz
        where id = ${id}`);
      await scheduleFeed(tx, id, now);
    }
    const action = park !== undefined ? "feed.park" : resume ? "feed.resume" : "feed.change";
    const details = { park, intervalMinutes, name, url, places: Object.keys(places ?? {}).length };
    await recordAudit(tx, { actor, now, action, subject: id, details });
  });
  return { id };
}
