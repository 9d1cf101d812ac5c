/** Reports of trusted reporters, which were published at once: the desk looks at them after. */
import { type SQL, sql } from "drizzle-orm";
import { DomainError } from "#server/domain/errors.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { addMs, DAY_MS, type Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import type { DeskReport } from "./list-queue.ts";
import { readForDesk } from "./select-waiting.ts";

/** What nobody looked at for so long has long been superseded. */
const UNSEEN_REACH_MS = 7 * DAY_MS;
/** Per reporter; newest first. */
const MAX_OF_ONE = 50;
const MAX_UNSEEN = 100;

/**
 * Each reporter's newest published reports, less those of which somebody else wrote an event since. An event of nobody is
 * the passing of a delay.
 */
export const unseenIds = (now: Instant): SQL => sql`
  select r.crossing_id, r.id from accounts a
  cross join lateral (select crossing_id, id from reports
    where account_id = a.id and received_at > ${addMs(now, -UNSEEN_REACH_MS)}::timestamptz
    order by received_at desc limit ${sql.raw(String(MAX_OF_ONE))}) r
  cross join lateral (select state from report_states where crossing_id = r.crossing_id and report_id = r.id limit 1) s
  where a.role = 'reporter' and s.state = 'published' and not exists (select from review_events e
    where e.crossing_id = r.crossing_id and e.report_id = r.id and e.account_id <> a.id)`;

/**
 * What is public and nobody at the desk has looked at, newest first, of the last week.
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function listUnseen(ctx: ServiceContext): Promise<{ items: DeskReport[] }> {
  const items = await readForDesk(
    ctx,
    sql`(s.crossing_id, s.report_id) in (${unseenIds(ctx.now)})`,
    sql`order by s.received_at desc limit ${sql.raw(String(MAX_UNSEEN))}`,
  );
  return { items: items.toReversed() };
}

/**
 * Notes that the desk has looked at a published report and lets it stand. Noted before, it stays as it is.
 * @throws DomainError `forbidden`, `not_found` when no such report is published
 */
export async function markSeen(ctx: ServiceContext, input: { readonly id: string }): Promise<void> {
  const { actor } = ctx;
  assertCan(actor, "report.review");
  await ctx.database.transaction(async (tx) => {
    // The row's lock puts those who look at once in a row: each event has its own number.
    const found = await tx.execute(sql`
      select 1 from report_states s join reports r on r.crossing_id = s.crossing_id and r.id = s.report_id
      where r.id = ${input.id}::uuid and s.state = 'published' for update of s`);
    if (found.length === 0) {
      throw new DomainError("not_found", `There is no published report ${input.id}.`);
    }
    await tx.execute(sql`
      insert into review_events (crossing_id, report_id, ordinal, state, at, account_id)
      select r.crossing_id, r.id, coalesce(max(e.ordinal), 0) + 1, 'published', ${ctx.now}::timestamptz,
        ${actor.accountId}::uuid
      from reports r left join review_events e on e.crossing_id = r.crossing_id and e.report_id = r.id
      where r.id = ${input.id}::uuid
      group by r.crossing_id, r.id, r.account_id
      having coalesce(bool_and(e.account_id is null or e.account_id = r.account_id), true)`);
  });
}
