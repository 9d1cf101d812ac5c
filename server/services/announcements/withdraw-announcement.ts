import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import {
  ANNOUNCED_AHEAD_MS,
  type Announcement,
  occurrencesBetween,
} from "#server/domain/announcement.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { addMs, DAY_MS, type Instant } from "#server/domain/time.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "../crossings/find-crossings.ts";
import { withdrawReport } from "../reports/withdraw-stored.ts";
import { deriveStoredStatuses, lockCrossings, notBefore } from "../status/derive-stored.ts";
import { tellCrossings } from "../status/tell-crossing.ts";
import { readAnnouncements } from "./announcement-rows.ts";
import { lockAnnouncement, occurrenceReportId } from "./make-occurrences.ts";

/** Retracts what has been made of an announcement and is not over; what is past stays, as it was in force. */
async function retractComing(
  tx: Transaction,
  announcement: Announcement,
  { now, actor }: { readonly now: Instant; readonly actor: Actor },
): Promise<void> {
  const to = addMs(now, ANNOUNCED_AHEAD_MS + DAY_MS);
  for (const { startsAt } of occurrencesBetween(announcement, { from: now, to })) {
    await withdrawReport(tx, {
      crossingId: announcement.crossingId,
      reportId: occurrenceReportId(announcement.id, startsAt),
      state: "retracted",
      reason: "The announcement was withdrawn.",
      at: now,
      accountId: actor.accountId,
    });
  }
}

/**
 * Withdraws an announcement: what was to come of it, and what of it is under way, no longer stands.
 * @throws DomainError `forbidden`, `not_found`; withdrawn before is a success
 */
export async function withdrawAnnouncement(
  ctx: ServiceContext,
  input: { readonly id: string },
): Promise<{ id: string }> {
  const { actor, database } = ctx;
  assertCan(actor, "announcement.write");
  const [found] = await readAnnouncements(database, sql`id = ${input.id}::uuid`);
  if (found === undefined) {
    throw new DomainError("not_found", `There is no announcement ${input.id}.`);
  }
  const crossing = await getRegistered(database, found.crossingId, ctx.now);
  await database.transaction(async (tx) => {
    await lockAnnouncement(tx, found);
    const stored = await lockCrossings(tx, [crossing.id]);
    const now = notBefore(stored, ctx.now);
    const withdrawn = await tx.execute(sql`
      update announcements set withdrawn_at = ${now}::timestamptz
      where crossing_id = ${crossing.id} and id = ${found.id}::uuid and withdrawn_at is null returning id`);
    if (withdrawn.length === 0) return;
    await retractComing(tx, found, { now, actor });
    await deriveStoredStatuses(tx, { crossings: [crossing], stored, causes: new Map(), now });
    await tellCrossings(tx, [crossing.id]);
    const details = { crossing: crossing.id, title: found.title };
    const action = "announcement.withdraw";
    await recordAudit(tx, { actor, now, action, subject: found.id, details });
  });
  return { id: found.id };
}
