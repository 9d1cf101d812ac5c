/**
 * Makes the coming occurrences of announcements into reports of the authority that announced them. A report's id
 * follows from announcement and occurrence, so each is made once, whoever makes it and however often.
 */
import { sql } from "drizzle-orm";
import type { Database, Transaction } from "#server/db/client.ts";
import {
  type Announcement,
  claimsOf,
  type Occurrence,
  occurrencesDue,
} from "#server/domain/announcement.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { authoritySource } from "#server/formats/record/record-sources.ts";
import { getRegistered, listCrossings } from "../crossings/find-crossings.ts";
import { namedUuid } from "../named-uuid.ts";
import { acceptReports } from "../reports/accept-reports.ts";
import { findReports } from "../reports/store-reports.ts";
import { readAnnouncements } from "./announcement-rows.ts";

/** The task that makes the occurrences of one announcement, or of all when none is named; see server/jobs. */
export const MAKE_OCCURRENCES_TASK = "make_occurrences";

export const occurrenceReportId = (announcementId: string, startsAt: Instant): string =>
  namedUuid(`announcement ${announcementId} ${startsAt}`);

const toDraft = (
  announcement: Announcement,
  occurrence: Occurrence,
  now: Instant,
): ReportDraft => ({
  id: occurrenceReportId(announcement.id, occurrence.startsAt),
  crossingId: announcement.crossingId,
  source: authoritySource(announcement.party),
  accountId: null,
  // When it was said, not when it will be so.
  observedAt: announcement.madeAt,
  receivedAt: now,
  claims: claimsOf(announcement, occurrence),
  note: announcement.title,
  links: [],
  origin: { via: "web", relayedBy: null, deviceClock: null, correctsId: null },
});

/**
 * Makes what is missing of one announcement's coming occurrences.
 * @returns how many were made
 */
export async function makeOccurrences(
  database: Database,
  announcement: Announcement,
  now: Instant,
): Promise<number> {
  const crossing = await getRegistered(database, announcement.crossingId, now);
  const drafts = occurrencesDue(announcement, now).map((one) => toDraft(announcement, one, now));
  const there = await findReports(
    database,
    drafts.map(({ id }) => id),
  );
  const missing = drafts.filter(({ id }) => !there.has(id));
  if (missing.length === 0) return 0;
  return database.transaction(async (tx) => {
    // Whoever withdraws it waits for this row, or this finds it withdrawn.
    await lockAnnouncement(tx, announcement);
    const [standing] = await readAnnouncements(
      tx,
      sql`crossing_id = ${announcement.crossingId} and id = ${announcement.id}::uuid and withdrawn_at is null`,
    );
    if (standing === undefined) return 0;
    const submissions = missing.map((draft) => ({ draft, crossing, isTrusted: true }));
    const outcomes = await acceptReports(tx, submissions, now);
    return outcomes.filter((one) => "receipt" in one && !one.receipt.isRepeat).length;
  });
}

/** Makes those of every announcement that stands: the daily job, or after one was entered. */
export async function makeAllOccurrences(
  database: Database,
  now: Instant,
  announcementId: string | null = null,
): Promise<number> {
  const listed = new Set((await listCrossings(database, now)).map(({ id }) => id));
  const standing = await readAnnouncements(
    database,
    announcementId === null
      ? sql`withdrawn_at is null`
      : sql`withdrawn_at is null and id = ${announcementId}::uuid`,
  );
  let made = 0;
  for (const announcement of standing) {
    if (listed.has(announcement.crossingId)) {
      made += await makeOccurrences(database, announcement, now);
    }
  }
  return made;
}

/** Has them made soon: after a start, for the days on which nobody ran. */
export async function scheduleOccurrences(database: Database): Promise<void> {
  await database.execute(sql`
    select graphile_worker.add_job(${MAKE_OCCURRENCES_TASK}, '{}'::json, job_key := ${MAKE_OCCURRENCES_TASK})`);
}

/** One at a time makes or withdraws what belongs to an announcement. */
export async function lockAnnouncement(
  tx: Transaction,
  { crossingId, id }: Pick<Announcement, "crossingId" | "id">,
): Promise<void> {
  await tx.execute(
    sql`select from announcements where crossing_id = ${crossingId} and id = ${id}::uuid for update`,
  );
}
