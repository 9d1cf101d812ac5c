/** A firm's watch is made, or changed: what it is told from then on follows the new wish. */
import { isDeepStrictEqual } from "node:util";
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { watches } from "#server/db/schema/watches.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertFits } from "#server/domain/parse-input.ts";
import type { WatchInput } from "#server/domain/watch.ts";
import { findRuleMisfits } from "#server/domain/watch-rule.ts";
import { findTimingMisfits } from "#server/domain/watch-timing.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { lockFirm } from "../firms/assert-in-firm.ts";
import { assertWatches } from "./assert-watches.ts";
import { judgeInside } from "./judge-watch.ts";
import { channelMisfits, subjectMisfits } from "./watch-misfits.ts";
import { readWatches } from "./watch-rows.ts";
import { watchedCrossings } from "./watched-crossings.ts";
import { watchedRule } from "./watched-rule.ts";
import { usedId, writeWatch } from "./write-watch.ts";

/** So many a firm; each is judged whenever something happens. */
const MAX_WATCHES = 200;

const countWatches = (tx: Transaction, firmId: string): Promise<number> =>
  tx.$count(watches, and(eq(watches.firmId, firmId), isNull(watches.endedAt)));

/**
 * Makes or changes a watch of one's own firm. Another subject or rule begins anew from how things stand; another
 * timing or channel goes on with what waits.
 * @throws DomainError `unauthenticated`, `forbidden`, `invalid` (names no lane, can never fire …), `conflict`
 */
export async function saveWatch(
  ctx: ServiceContext,
  input: WatchInput,
): Promise<{ id: string; isNew: boolean }> {
  const { database, now } = ctx;
  const { actor, membership } = await assertWatches(ctx, "watch.edit");
  const { firmId } = membership;
  return database.transaction(async (tx) => {
    await lockFirm(tx, firmId);
    assertFits(await subjectMisfits(tx, input.subject, firmId));
    const crossings = await watchedCrossings(tx, input.subject, { database, now });
    if (crossings.length === 0) {
      assertFits([{ path: "subject", message: "has no crossing, so this could never fire" }]);
    }
    const judged = await watchedRule(tx, input);
    assertFits([...findRuleMisfits(judged, crossings), ...findTimingMisfits(input.timing)]);
    assertFits(await channelMisfits(tx, input.channel, firmId));
    const [before] = await readWatches(tx, sql`w.id = ${input.id}::uuid`);
    if (before !== undefined && (before.firmId !== firmId || before.endedAt !== null)) {
      throw usedId(input.id);
    }
    if (before === undefined && (await countWatches(tx, firmId)) >= MAX_WATCHES) {
      throw new DomainError(
        "conflict",
        `A firm has at most ${MAX_WATCHES} watches; end one first.`,
      );
    }
    await writeWatch(tx, { ...input, firmId }, now);
    const goesOn =
      before !== undefined &&
      before.parkedAt === null &&
      isDeepStrictEqual(
        { subject: before.subject, rule: before.rule },
        { subject: input.subject, rule: input.rule },
      );
    if (!goesOn) {
      await tx.execute(sql`delete from watch_memories where watch_id = ${input.id}::uuid`);
    }
    await judgeInside(tx, input.id, { database, now });
    const { name, subject, rule } = input;
    const details = { name, subject, rule };
    await recordAudit(tx, { actor, now, action: "watch.save", subject: input.id, details });
    return { id: input.id, isNew: before === undefined };
  });
}
