import { sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { ServiceContext } from "../context.ts";
import { type LoggedNotice, readNotices } from "../notices/notice-rows.ts";
import { actingFirm } from "./webhook-firm.ts";

/**
 * The log of one endpoint, newest first; also of one that has been ended.
 * @param input.before the last notice of the page before, to go on from it
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`
 */
export async function listNotices(
  ctx: ServiceContext,
  input: { readonly endpointId: string; readonly before: string | null; readonly limit: number },
): Promise<LoggedNotice[]> {
  const { database } = ctx;
  const { endpointId, before, limit } = input;
  const [endpoint] = await selectRows(
    database,
    z.object({ firm_id: z.string() }),
    sql`select firm_id from webhook_endpoints where id = ${endpointId}::uuid`,
  );
  // Where there is none, its id stands for a firm that is nobody's: each hears what they would of another firm's.
  await actingFirm(ctx, "read", endpoint?.firm_id ?? endpointId);
  if (endpoint === undefined) {
    throw new DomainError("not_found", "There is no such webhook; see the list of webhooks.");
  }
  const after =
    before === null
      ? sql`true`
      : sql`(n.created_at, n.id) < (select created_at, id from notices where id = ${before}::uuid)`;
  return readNotices(database, {
    where: sql`n.endpoint_id = ${endpointId}::uuid and ${after}`,
    limit,
  });
}
