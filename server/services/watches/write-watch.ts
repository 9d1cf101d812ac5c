import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam } from "#server/db/rows.ts";
import type { WatchInput, WatchSubject } from "#server/domain/watch.ts";

const ofKind = <Kind extends string>(kind: string, wanted: Kind, value: string | undefined) =>
  kind === wanted ? (value ?? null) : null;

/** The columns that say what a watch is about. */
function subjectColumns(subject: WatchSubject) {
  const named = Object.values(subject)[1];
  const { kind } = subject;
  return sql`${kind}, ${ofKind(kind, "crossing", named)}, ${ofKind(kind, "corridor", named)}::uuid,
    ${ofKind(kind, "border", named)}, ${ofKind(kind, "country", named)}`;
}

export interface WatchRow extends WatchInput {
  /** Null: the public's. */
  readonly firmId: string | null;
}

/** Writes a watch as it is wished; one that was parked is no longer. */
export async function writeWatch(
  tx: Transaction,
  { id, firmId, name, subject, rule, timing, channel, locale }: WatchRow,
  now: string,
): Promise<void> {
  const email = channel.kind === "email" ? channel.email : null;
  const endpoint = channel.kind === "webhook" ? channel.endpoint : null;
  await tx.execute(sql`
    insert into watches (id, firm_id, name, subject_kind, crossing_id, corridor_id, border, country, rule, timing,
      channel, email, endpoint_id, locale, created_at)
    values (${id}::uuid, ${firmId}::uuid, ${name}, ${subjectColumns(subject)}, ${jsonParam(rule)},
      ${jsonParam(timing)}, ${channel.kind}, ${email}, ${endpoint}::uuid, ${locale}, ${now}::timestamptz)
    on conflict (id) do update set name = excluded.name, subject_kind = excluded.subject_kind,
      crossing_id = excluded.crossing_id, corridor_id = excluded.corridor_id, border = excluded.border,
      country = excluded.country, rule = excluded.rule, timing = excluded.timing, channel = excluded.channel,
      email = excluded.email, endpoint_id = excluded.endpoint_id, locale = excluded.locale, parked_at = null,
      parked_reason = null`);
}
