/** Mail as a channel of notices: what is to be sent, and what came of sending it. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import type { Instant } from "#server/domain/time.ts";
import { PARKED_LEFT, WATCH_LOCALES, type WatchLocale } from "#server/domain/watch.ts";
import { type MailText, noticeMail } from "#server/formats/mail/notice-mail.ts";
import { localePrefix } from "./locale-prefix.ts";
import { asNotice } from "./notice-data.ts";
import { linkQuery, type SignedLink } from "./signed-link.ts";

/** By then three and a half hours have passed: what opened has closed again. The firm sees what did not leave. */
const MAX_ATTEMPTS = 10;
/** Of a mail server's answer that is kept for the log. */
const KEPT_CHARS = 500;

const Row = z.object({
  data: z.unknown(),
  attempts: z.number(),
  watch_id: z.string(),
  firm_id: z.string().nullable(),
  email: z.string(),
  locale: z.enum(WATCH_LOCALES),
  zones: z.array(z.string()),
  is_wanted: z.boolean(),
  /** A firm mails its own members; whoever asked for a watch themselves stays who they are. */
  is_theirs: z.boolean(),
});

export interface MailPlaces {
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly authSecret: string;
}

export interface FoundMail extends MailText {
  readonly to: string;
  /** Attempts that were made before. */
  readonly attempts: number;
  readonly unsubscribeUrl: string;
}

interface MailedWatch {
  readonly id: string;
  readonly firmId: string | null;
  readonly email: string;
}

/**
 * What stops the mails of a watch. A firm may have a watch write to somebody else: a mail that went to the one before
 * stops nothing any more. The public's keeps its address as long as it lives.
 */
export const stopLink = ({ id, firmId, email }: MailedWatch): SignedLink => ({
  use: "stop",
  id,
  boundTo: firmId === null ? undefined : email,
});

/** Where a person stops a watch, and where their mail program does (RFC 8058). */
function stopLinks({ publicUrl, authSecret }: MailPlaces, watch: MailedWatch, locale: WatchLocale) {
  const query = linkQuery(authSecret, stopLink(watch));
  return {
    page: `${publicUrl}${localePrefix(locale)}/watch/stop${query}`,
    oneClick: `${publicUrl}/api/unsubscribe${query}`,
  };
}

/** Nobody is to be mailed: a watch that writes to somebody who is no member any more is parked, so that its firm sees it. */
async function drop(
  database: Database,
  noticeId: string,
  { watchId, isTheirs }: { readonly watchId: string; readonly isTheirs: boolean },
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute(sql`
      update watches set parked_at = now(), parked_reason = ${PARKED_LEFT}
      where id = ${watchId}::uuid and ${!isTheirs} and ended_at is null and parked_at is null`);
    await tx.execute(sql`
      update notices set state = 'dropped', settled_at = now() where id = ${noticeId}::uuid and state = 'waiting'`);
  });
}

/** The mail of a notice that waits; null: it goes by another channel, or nobody wants it any more. */
export async function findNoticeMail(
  database: Database,
  noticeId: string,
  places: MailPlaces,
): Promise<FoundMail | null> {
  const [row] = await selectRows(
    database,
    Row,
    sql`select n.data, n.attempts, w.id as watch_id, w.firm_id, w.email, w.locale,
        w.ended_at is null and w.parked_at is null as is_wanted,
        w.firm_id is null or exists (select from firm_members m join accounts a on a.id = m.account_id
          where m.firm_id = w.firm_id and lower(a.email) = w.email and a.disabled_at is null) as is_theirs,
        case when f.id is not null then jsonb_build_array(f.time_zone)
          else (select coalesce(jsonb_agg(s.zone order by s.position), '[]') from sides s where s.crossing_id = w.crossing_id)
        end as zones
      from notices n join watches w on w.id = n.watch_id left join firms f on f.id = w.firm_id
      where n.id = ${noticeId}::uuid and n.state = 'waiting' and n.endpoint_id is null and w.channel = 'email'`,
  );
  if (row === undefined) return null;
  const { locale, zones, watch_id: id, firm_id: firmId, email } = row;
  if (!row.is_wanted || !row.is_theirs) {
    await drop(database, noticeId, { watchId: id, isTheirs: row.is_theirs });
    return null;
  }
  const stop = stopLinks(places, { id, firmId, email }, locale);
  const mail = noticeMail(
    asNotice(row.data),
    { locale, zones },
    {
      crossing: (id) => `${places.publicUrl}${localePrefix(locale)}/crossings/${id}`,
      stop: stop.page,
    },
  );
  return { ...mail, to: email, attempts: row.attempts, unsubscribeUrl: stop.oneClick };
}

/** `bounced`: the address takes no mail; `unsendable`: nothing here sends any; `failed`: not this time. */
export interface MailAttempt {
  readonly outcome: "sent" | "bounced" | "unsendable" | "failed";
  readonly attemptedAt: Instant;
  readonly tookMs: number;
  /** What the mail server said, where it said something. */
  readonly response: string | null;
}

/** What Postgres can keep and a page can show in a line. */
const kept = (text: string): string =>
  text
    .slice(0, KEPT_CHARS)
    .replace(/\p{Cc}+/gu, " ")
    .trim();

/**
 * Writes down an attempt and what follows from it: an address that bounces parks every watch that mails it.
 * @returns whether another attempt is to be made
 */
export async function recordMailAttempt(
  database: Database,
  noticeId: string,
  mail: Pick<FoundMail, "to" | "attempts"> & MailAttempt,
): Promise<boolean> {
  const attempt = mail.attempts + 1;
  const isLast = mail.outcome !== "failed" || attempt >= MAX_ATTEMPTS;
  const state = mail.outcome === "sent" ? "sent" : isLast ? "failed" : "waiting";
  const response = mail.response === null ? null : kept(mail.response);
  return database.transaction(async (tx) => {
    const written = await tx.execute(sql`
      update notices set state = ${state}, attempts = ${attempt},
        settled_at = case when ${state}::text = 'waiting' then null else ${mail.attemptedAt}::timestamptz end
      where id = ${noticeId}::uuid and state = 'waiting' and attempts = ${mail.attempts} returning id`);
    if (written.length === 0) return false;
    await tx.execute(sql`
      insert into deliveries (notice_id, attempt, attempted_at, took_ms, outcome, status, response)
      values (${noticeId}::uuid, ${attempt}, ${mail.attemptedAt}::timestamptz, ${Math.round(mail.tookMs)},
        ${mail.outcome === "sent" ? "sent" : "failed"}, null, ${response})`);
    if (mail.outcome === "bounced") {
      await tx.execute(sql`
        update watches set parked_at = ${mail.attemptedAt}::timestamptz, parked_reason = ${response ?? "refused"}
        where email = ${mail.to} and ended_at is null and parked_at is null`);
    }
    return state === "waiting";
  });
}
