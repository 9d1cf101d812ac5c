/** What the watches and webhooks of a firm told, whatever the channel: the log that its own systems read. */
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { NoticeState } from "#server/domain/notice.ts";
import type { ServiceContext } from "../context.ts";
import { readCursor, writeCursor } from "../cursor.ts";
import { assertInFirm } from "../firms/assert-in-firm.ts";
import { type LoggedNotice, readNotices } from "./notice-rows.ts";

const LIST = "notices";

export interface NoticeFilter {
  /** Only what is for this webhook, or came of this watch; also of one that has ended. Null: of all. */
  readonly endpointId: string | null;
  readonly watchId: string | null;
  readonly state: NoticeState | null;
  /** `next` of the page before; null: from the newest. */
  readonly before: string | null;
  readonly limit: number;
}

/** A notice with what is sent as its `data`. */
export interface FirmNotice extends LoggedNotice {
  readonly data: Readonly<Record<string, unknown>>;
}

const DataRow = z.object({ data: z.record(z.string(), z.unknown()) });

/** @throws DomainError `not_found` when the row is none of the firm's */
async function assertOwn(
  { database }: ServiceContext,
  what: "watch" | "webhook",
  of: { readonly id: string; readonly firmId: string },
): Promise<void> {
  const table = what === "watch" ? sql`watches` : sql`webhook_endpoints`;
  const found = await database.execute(
    sql`select from ${table} where id = ${of.id}::uuid and firm_id = ${of.firmId}::uuid`,
  );
  if (found.length > 0) return;
  throw new DomainError("not_found", `Your firm has no ${what} ${of.id}; see the list of them.`);
}

/**
 * The newest of each watch and, of tests, of each webhook, so that each is read by its index, however much other firms
 * have been told.
 */
function ofFirm(firmId: string, { where, limit }: { readonly where: SQL; readonly limit: number }) {
  const newest = sql`and ${where} order by n.created_at desc, n.id desc limit ${limit}`;
  return sql`n.id in (
    select m.id from watches w cross join lateral (
      select n.id from notices n where n.watch_id = w.id ${newest}) m where w.firm_id = ${firmId}::uuid
    union all
    select m.id from webhook_endpoints e cross join lateral (
      select n.id from notices n where n.endpoint_id = e.id and n.watch_id is null ${newest}) m
      where e.firm_id = ${firmId}::uuid)`;
}

/**
 * The notices of one's own firm with each attempt, newest first, a page at a time.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found` (another firm's watch or webhook), `invalid` (`before`)
 */
export async function listFirmNotices(
  ctx: ServiceContext,
  filter: NoticeFilter,
): Promise<{ notices: LoggedNotice[]; next: string | null }> {
  const { membership } = await assertInFirm(ctx, "firm.read");
  const { firmId } = membership;
  const { endpointId, watchId, state, limit } = filter;
  if (endpointId !== null) await assertOwn(ctx, "webhook", { id: endpointId, firmId });
  if (watchId !== null) await assertOwn(ctx, "watch", { id: watchId, firmId });
  const place = filter.before === null ? null : readCursor(LIST, filter.before);
  if (place !== null && !z.uuid().safeParse(place.id).success) readCursor(LIST, "");
  const wanted = sql.join(
    [
      endpointId === null ? sql`true` : sql`n.endpoint_id = ${endpointId}::uuid`,
      watchId === null ? sql`true` : sql`n.watch_id = ${watchId}::uuid`,
      state === null ? sql`true` : sql`n.state = ${state}`,
      place === null
        ? sql`true`
        : sql`(n.created_at, n.id) < (${place.at}::timestamptz, ${place.id}::uuid)`,
    ],
    sql` and `,
  );
  // One more than is asked for tells whether another page follows.
  const page = { where: wanted, limit: limit + 1 };
  const isNarrow = endpointId !== null || watchId !== null;
  const where = isNarrow ? wanted : ofFirm(firmId, page);
  const found = await readNotices(ctx.database, { ...page, where });
  const notices = found.slice(0, limit);
  const last = found.length > limit ? notices.at(-1) : undefined;
  const next = last === undefined ? null : writeCursor(LIST, { at: last.createdAt, id: last.id });
  return { notices, next };
}

/**
 * One notice of one's own firm with what is sent.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`
 */
export async function getFirmNotice(
  ctx: ServiceContext,
  { noticeId }: { readonly noticeId: string },
): Promise<FirmNotice> {
  const { database } = ctx;
  const { membership } = await assertInFirm(ctx, "firm.read");
  const { firmId } = membership;
  const isOwn = sql`n.id = ${noticeId}::uuid and (
    exists (select from watches w where w.id = n.watch_id and w.firm_id = ${firmId}::uuid) or
    exists (select from webhook_endpoints e where e.id = n.endpoint_id and e.firm_id = ${firmId}::uuid))`;
  const [notice] = await readNotices(database, { where: isOwn, limit: 1 });
  const [row] = await selectRows(database, DataRow, sql`select data from notices n where ${isOwn}`);
  if (notice !== undefined && row !== undefined) return { ...notice, data: row.data };
  throw new DomainError(
    "not_found",
    `Your firm has no notice ${noticeId}; see the list of notices.`,
  );
}
