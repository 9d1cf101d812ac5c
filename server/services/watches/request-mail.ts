/** The mail by which a request is confirmed. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import { addMs, DAY_MS, type Instant } from "#server/domain/time.ts";
import { WATCH_LOCALES } from "#server/domain/watch.ts";
import { type MailText, requestMail } from "#server/formats/mail/notice-mail.ts";
import { getRegistered } from "../crossings/find-crossings.ts";
import { localePrefix } from "./locale-prefix.ts";
import { toPlace } from "./notice-data.ts";
import type { MailPlaces } from "./notice-mail.ts";
import { linkQuery } from "./signed-link.ts";

const Row = z.object({
  email: z.string(),
  crossing_id: z.string(),
  locale: z.enum(WATCH_LOCALES),
});

/** Null: it was mailed, or its link serves no more. */
export async function findRequestMail(
  database: Database,
  requestId: string,
  { publicUrl, authSecret, now }: MailPlaces & { readonly now: Instant },
): Promise<(MailText & { readonly to: string }) | null> {
  const [row] = await selectRows(
    database,
    Row,
    sql`select email, crossing_id, locale from watch_requests
      where id = ${requestId}::uuid and mailed_at is null and confirmed_at is null
        and expires_at > ${now}::timestamptz`,
  );
  if (row === undefined) return null;
  const crossing = await getRegistered(database, row.crossing_id, now);
  const query = linkQuery(authSecret, { use: "confirm", id: requestId });
  const link = `${publicUrl}${localePrefix(row.locale)}/watch/confirm${query}`;
  return { ...requestMail(toPlace(crossing), row.locale, link), to: row.email };
}

export async function recordRequestMail(
  database: Database,
  requestId: string,
  mailedAt: Instant,
): Promise<void> {
  await database.execute(sql`
    update watch_requests set mailed_at = ${mailedAt}::timestamptz where id = ${requestId}::uuid`);
}

/** Long enough to count by; after that nobody's address is kept who did not confirm. */
const KEEP_MS = 7 * DAY_MS;

/** Forgets old requests; how many. */
export async function forgetRequests(database: Database, now: Instant): Promise<number> {
  const rows = await database.execute(sql`
    delete from watch_requests where requested_at < ${addMs(now, -KEEP_MS)}::timestamptz returning id`);
  return rows.length;
}
