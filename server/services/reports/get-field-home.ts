import type { ClaimableState, State } from "#server/domain/claim.ts";
import type { CrossingId, Lane, LaneId } from "#server/domain/crossing.ts";
import { assertCan, can } from "#server/domain/permissions.ts";
import { lastSeenWordAt } from "#server/domain/silence.ts";
import type { Condition, CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { listCrossings } from "../crossings/find-crossings.ts";
import { listOpenQuestions, type OpenQuestion } from "../reviews/open-questions.ts";
import { readStatuses } from "../status/read-status.ts";
import { listOwnReports, type OwnReport } from "./list-reports.ts";

/** A crossing as a reporter's phone keeps it: what a form needs, nothing more, because it travels over 2G. */
export interface FieldCrossing {
  readonly id: CrossingId;
  readonly name: string;
  readonly localNames: Readonly<Record<string, string>>;
  readonly sides: ReadonlyArray<{ readonly country: string; readonly zone: string }>;
  readonly lanes: readonly LaneId[];
  readonly condition: Condition;
  readonly lastWordAt: Instant | null;
  /** What silence is judged by, also on a phone without a line (server/domain/silence.ts). */
  readonly lastSeenAt: Instant | null;
  readonly expectedIntervalMinutes: number;
  /** What the public sees of each lane of which anything is known. */
  readonly present: Readonly<Record<LaneId, ClaimableState>>;
}

/** Everything that the report app keeps to open and work without a network. */
export interface FieldHome {
  readonly at: Instant;
  readonly account: { readonly id: string; readonly name: string };
  readonly crossings: readonly FieldCrossing[];
  /** The newest own ones, newest first. */
  readonly reports: readonly OwnReport[];
  /** What the desk asks about any own report that waits. */
  readonly questions: readonly OpenQuestion[];
}

const isClaimable = (state: State): state is ClaimableState => state !== "unknown";

function presentOf(status: CrossingStatus | undefined): Record<LaneId, ClaimableState> {
  return Object.fromEntries(
    (status?.lanes ?? []).flatMap(({ lane, value }) => (isClaimable(value) ? [[lane, value]] : [])),
  );
}

const idOf = ({ id }: Lane): LaneId => id;

/**
 * What the report app shows first: the asker, their crossings, and what they said last.
 * @param input.present statuses already at hand for now; null: they are read
 * @throws DomainError `unauthenticated`, `forbidden` (an account that may report nowhere)
 */
export async function getFieldHome(
  ctx: ServiceContext,
  input: { readonly limit: number; readonly present: readonly CrossingStatus[] | null },
): Promise<FieldHome> {
  const { actor, database, now } = ctx;
  assertCan(actor, "report.submit");
  const crossings = (await listCrossings(database, now)).filter(({ id }) =>
    can(actor, "report.submit", { crossingId: id }),
  );
  const [statuses, { reports }, questions] = await Promise.all([
    input.present ?? readStatuses(database, crossings, { at: now, known: "now", now }),
    listOwnReports(ctx, { limit: input.limit }),
    listOpenQuestions(database, actor.accountId),
  ]);
  const byId = new Map(statuses.map((status) => [status.crossingId, status]));
  return {
    at: now,
    account: { id: actor.accountId, name: actor.name },
    crossings: crossings.map(({ id, name, localNames, sides, lanes, expectedIntervalMinutes }) => {
      const status = byId.get(id);
      return {
        id,
        name,
        localNames,
        sides: sides.map(({ country, zone }) => ({ country, zone })),
        lanes: lanes.map(idOf),
        condition: status?.condition ?? "unknown",
        lastWordAt: status?.lastWordAt ?? null,
        lastSeenAt: status === undefined ? null : lastSeenWordAt(status),
        expectedIntervalMinutes,
        present: presentOf(status),
      };
    }),
    reports,
    questions,
  };
}
