import { and, eq, gt } from "drizzle-orm";
import { z } from "zod";
import { notices } from "#server/db/schema/watches.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { NoticeData } from "#server/domain/notice.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { addMs, HOUR_MS } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { addNoticeJob } from "../notices/notice-job.ts";
import { assertEnabled } from "./assert-enabled.ts";
import { EndpointId } from "./endpoint-input.ts";
import { lockEndpoint } from "./endpoint-rows.ts";

/** A button, not a way to press upon somebody's server. */
const MAX_TESTS_AN_HOUR = 20;

export const TestInput = z.strictObject({
  endpointId: EndpointId,
  /** The notice's id, made by who asks. */
  id: z.uuid(),
});

/**
 * Sends a notice of type `webhook.test`, whatever types the endpoint wants; its answer stands in the log. The same id
 * again sends nothing more.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`, `conflict` (disabled, or the id is another notice's),
 *   `too_many`
 */
export async function testEndpoint(
  ctx: ServiceContext,
  raw: unknown,
): Promise<{ noticeId: string }> {
  const { database, now } = ctx;
  const { endpointId, id } = parseInput(TestInput, raw);
  return database.transaction(async (tx) => {
    const { endpoint } = await lockEndpoint(tx, ctx, { need: "change", endpointId });
    assertEnabled(endpoint);
    const [earlier] = await tx
      .select({ endpointId: notices.endpointId, type: notices.type })
      .from(notices)
      .where(eq(notices.id, id));
    if (earlier !== undefined) {
      if (earlier.endpointId === endpointId && earlier.type === "webhook.test")
        return { noticeId: id };
      throw new DomainError("conflict", "A notice with this id exists already; use a new id.");
    }
    const since = addMs(now, -HOUR_MS);
    const isRecent = and(
      eq(notices.endpointId, endpointId),
      eq(notices.type, "webhook.test"),
      gt(notices.createdAt, since),
    );
    if ((await tx.$count(notices, isRecent)) >= MAX_TESTS_AN_HOUR) {
      const message = `${MAX_TESTS_AN_HOUR} tests within an hour are enough; try again later.`;
      throw new DomainError("too_many", message, { retryAfterSeconds: HOUR_MS / 1_000 });
    }
    const data: NoticeData = { changeIds: [], endpointId };
    await tx.insert(notices).values({
      id,
      endpointId,
      type: "webhook.test",
      data,
      createdAt: now,
      dueAt: now,
      state: "waiting",
    });
    await addNoticeJob(tx, { noticeId: id, dueAt: now });
    return { noticeId: id };
  });
}
