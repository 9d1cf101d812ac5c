/** What is approved and not public yet, where a crossing asks for a delay: the desk sees it, and may take it back. */
import { sql } from "drizzle-orm";
import { DomainError } from "#server/domain/errors.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { findVersion } from "../reports/report-versions.ts";
import { lockCrossings, notBefore } from "../status/derive-stored.ts";
import type { DeskReport } from "./list-queue.ts";
import { holdApproved } from "./publish-due.ts";
import { readForDesk } from "./select-waiting.ts";

/** Those due first; more than a desk approves within a delay. */
const MAX_APPROVED = 200;

/**
 * Reports that become public by themselves, whoever is next first.
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function listApproved(ctx: ServiceContext): Promise<{ items: DeskReport[] }> {
  const items = await readForDesk(
    ctx,
    sql`s.state = 'in_review' and s.publish_at is not null`,
    sql`order by s.publish_at, s.report_id limit ${sql.raw(String(MAX_APPROVED))}`,
  );
  const dueAt = ({ publishAt, id }: DeskReport) => `${publishAt} ${id}`;
  return { items: items.toSorted((a, b) => (dueAt(a) < dueAt(b) ? -1 : 1)) };
}

/**
 * Takes an approval back before the report is public: it waits at the desk again. Taken back before is a success.
 * @throws DomainError `forbidden`, `not_found`, `conflict` when it is public already or was decided otherwise
 */
export async function holdBack(
  ctx: ServiceContext,
  input: { readonly id: string },
): Promise<{ id: string }> {
  const { actor, database } = ctx;
  assertCan(actor, "report.review");
  const found = await findVersion(database, input.id);
  if (found === null) throw new DomainError("not_found", `There is no report ${input.id}.`);
  const { id, crossingId } = found.draft;
  await database.transaction(async (tx) => {
    const stored = await lockCrossings(tx, [crossingId]);
    const step = { now: notBefore(stored, ctx.now), accountId: actor.accountId };
    if (await holdApproved(tx, { crossingId, reportId: id }, step)) return;
    const review = (await findVersion(tx, id))?.review ?? found.review;
    if (review === "received" || review === "in_review") return;
    throw new DomainError(
      "conflict",
      `This report is ${review} already; what is public can be retracted.`,
      { review },
    );
  });
  return { id };
}
