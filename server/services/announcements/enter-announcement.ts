import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam } from "#server/db/rows.ts";
import type { Announcement } from "#server/domain/announcement.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertFits } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "../crossings/find-crossings.ts";
import { tellCrossings } from "../status/tell-crossing.ts";
import { type AnnouncementInput, findAnnouncementMisfits } from "./announcement-input.ts";
import { readAnnouncements } from "./announcement-rows.ts";
import { MAKE_OCCURRENCES_TASK, makeOccurrences } from "./make-occurrences.ts";

/** What an announcement says, without when and by whom it was entered. */
const saying = ({ kind, title, party, lanes, value, startsAt, endsAt, rrule }: Announcement) =>
  JSON.stringify([kind, title, party, lanes, value, startsAt, endsAt, rrule]);

function toAnnouncement(
  input: AnnouncementInput,
  crossing: Crossing,
  madeAt: string,
): Announcement {
  const { crossing: crossingId, id, ...said } = input;
  const zone = crossing.sides.find(({ country }) => country === input.party)?.zone ?? "UTC";
  const lanes = crossing.lanes.map((lane) => lane.id).filter((lane) => said.lanes.includes(lane));
  return { ...said, id: id.toLowerCase(), crossingId, lanes, zone, madeAt };
}

async function insertAnnouncement(
  tx: Transaction,
  { announcement: a, accountId }: { announcement: Announcement; accountId: string },
): Promise<boolean> {
  const inserted = await tx.execute(sql`
    insert into announcements (crossing_id, id, kind, title, party, lanes, value, starts_at, ends_at, rrule, zone,
      made_by, made_at)
    select ${a.crossingId}, ${a.id}::uuid, ${a.kind}, ${a.title}, ${a.party},
      array(select jsonb_array_elements_text(${jsonParam(a.lanes)})), ${a.value}, ${a.startsAt}::timestamptz,
      ${a.endsAt}::timestamptz, ${a.rrule}, ${a.zone}, ${accountId}::uuid, ${a.madeAt}::timestamptz
    on conflict do nothing returning id`);
  return inserted.length > 0;
}

/**
 * Enters an announcement; its occurrences of the coming days become reports of its authority. Entered again with the
 * same id it is the same announcement.
 * @throws DomainError `forbidden`, `not_found` (no such crossing), `invalid` (each field), `conflict` (the id was used
 *   for another)
 */
export async function enterAnnouncement(
  ctx: ServiceContext,
  input: AnnouncementInput,
): Promise<{ id: string }> {
  const { actor, database, now } = ctx;
  assertCan(actor, "announcement.write");
  const crossing = await getRegistered(database, input.crossing, now);
  assertFits(findAnnouncementMisfits(input, crossing, now));
  const announcement = toAnnouncement(input, crossing, now);
  const { id, crossingId, title, kind } = announcement;
  const entered = await database.transaction(async (tx) => {
    if (!(await insertAnnouncement(tx, { announcement, accountId: actor.accountId }))) {
      const [before] = await readAnnouncements(
        tx,
        sql`crossing_id = ${crossingId} and id = ${id}::uuid`,
      );
      if (before !== undefined && saying(before) === saying(announcement)) return before;
      throw new DomainError("conflict", `The id ${id} was used for another announcement.`);
    }
    const details = { crossing: crossingId, kind, title };
    await recordAudit(tx, { actor, now, action: "announcement.enter", subject: id, details });
    // Its occurrences come even if this process ends right after the commit.
    await tx.execute(sql`select graphile_worker.add_job(${MAKE_OCCURRENCES_TASK},
      json_build_object('announcementId', ${id}::text))`);
    await tellCrossings(tx, [crossingId]);
    return announcement;
  });
  await makeOccurrences(database, entered, now);
  return { id };
}
