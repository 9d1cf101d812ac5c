import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { noticeType } from "#server/domain/watch-notice.ts";
import type { WatchMessage } from "#server/domain/watch-queue.ts";
import { addNoticeJobs } from "../notices/notice-job.ts";
import { buildNotice, readSources, toldChanges } from "./notice-data.ts";
import { noticeId } from "./notice-id.ts";
import type { StoredWatch } from "./watch-rows.ts";

/** What a watch tells now. */
export interface Told {
  readonly watch: StoredWatch;
  readonly message: WatchMessage;
  /** Those that it watches. */
  readonly crossings: readonly Crossing[];
}

/** Writes the notices of these messages, and the jobs that deliver them. */
export async function writeNotices(
  tx: Transaction,
  told: readonly Told[],
  statuses: ReadonlyMap<string, CrossingStatus>,
): Promise<void> {
  if (told.length === 0) return;
  const sources = await readSources(tx, [
    ...new Set(told.flatMap(({ message }) => toldChanges(message))),
  ]);
  const rows = told.map(({ watch, message, crossings }) => {
    const { channel } = watch;
    const events = message.items.map(({ event }) => event);
    return {
      id: noticeId(watch.id, events),
      watch_id: watch.id,
      endpoint_id: channel.kind === "webhook" ? channel.endpoint : null,
      type: noticeType(watch, message),
      data: buildNotice(watch, message, { crossings, statuses, sources }),
      at: message.at,
      is_public: watch.firmId === null,
      // A feed is read, not sent.
      is_read: channel.kind === "feed",
    };
  });
  const inserted = await selectRows(
    tx,
    z.object({ id: z.string() }),
    sql`insert into notices (id, watch_id, endpoint_id, type, data, created_at, due_at, state, settled_at)
      select id, watch_id, endpoint_id, type, data, at, at, case when is_read then 'sent' else 'waiting' end,
        case when is_read then at end
      from jsonb_to_recordset(${jsonParam(rows)}) as r(id uuid, watch_id uuid, endpoint_id uuid, type text,
        data jsonb, at timestamptz, is_read boolean)
      on conflict (id) do nothing returning id`,
  );
  const isNew = new Set(inserted.map(({ id }) => id));
  const sent = rows.filter(({ id, is_read }) => !is_read && isNew.has(id));
  for (const [dueAt, some] of Map.groupBy(sent, ({ at }) => at)) {
    for (const isLast of [false, true]) {
      const noticeIds = some.filter((one) => one.is_public === isLast).map(({ id }) => id);
      await addNoticeJobs(tx, { noticeIds, dueAt, isLast });
    }
  }
}
