import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import type { Actor } from "#server/domain/actor.ts";
import { correctObservedAt } from "#server/domain/device-clock.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertFits } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { findMisfits, type ReportInput, readClaims } from "#server/domain/report-input.ts";
import type { Source } from "#server/domain/source.ts";
import { type Instant, MINUTE_MS, msBetween } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "../crossings/find-crossings.ts";
import type { Receipt } from "./accept-reports.ts";
import { correctReport } from "./correct-report.ts";
import { takeReport } from "./report-intake.ts";
import { settleByCode } from "./settle-by-code.ts";

const ReporterRow = z.object({ pseudonym: z.string(), trusted: z.array(z.string()) });
type Reporter = z.output<typeof ReporterRow>;

/** Trust is a setting that changes rarely; a change takes effect within this time. */
const KEEP_REPORTER_MS = MINUTE_MS / 12;
const kept = new WeakMap<Database, Map<string, { at: Instant; reporter: Reporter }>>();

async function readReporter(
  database: Database,
  accountId: string,
  now: Instant,
): Promise<Reporter> {
  const ofDatabase = kept.get(database) ?? new Map<string, { at: Instant; reporter: Reporter }>();
  kept.set(database, ofDatabase);
  const before = ofDatabase.get(accountId);
  if (before !== undefined && Math.abs(msBetween(before.at, now)) < KEEP_REPORTER_MS) {
    return before.reporter;
  }
  const [reporter] = await selectRows(
    database,
    ReporterRow,
    sql`select a.pseudonym, (select coalesce(jsonb_agg(c.crossing_id), '[]') from account_crossings c
        where c.account_id = a.id and c.is_trusted) as trusted
      from accounts a where a.id = ${accountId} and a.disabled_at is null`,
  );
  if (reporter === undefined) {
    throw new DomainError("unauthenticated", "This account is closed; ask an admin.");
  }
  ofDatabase.set(accountId, { at: now, reporter });
  return reporter;
}

/** In public a reporter is a pseudonym; who it is stands with the account alone. */
const sourceOf = (actor: Actor, reporter: Reporter): Source => ({
  id: `account:${actor.accountId}`,
  kind: "reporter",
  name: reporter.pseudonym,
  party: null,
});

/** A report that did not come from its reporter's own device. */
export interface HandedOver {
  readonly via: "relay" | "sms";
  /** The account that entered it; null: the reporter did, by SMS. */
  readonly relayedBy: string | null;
}

/**
 * Receives a report: stored for the desk, or published at once when its reporter is trusted there.
 * The same report sent again gives the first receipt again.
 * @throws DomainError `unauthenticated`, `forbidden` (not the reporter's crossing), `not_found` (no such crossing),
 *   `invalid` (each field that does not fit the crossing or the clock), `conflict` (id used for another report); for
 *   one that corrects another also what `correctReport` refuses
 */
export async function submitReport(
  ctx: ServiceContext,
  input: ReportInput,
  handed: HandedOver | null = null,
): Promise<Receipt> {
  const { actor, database, now } = ctx;
  if (actor === null)
    throw new DomainError("unauthenticated", "Sign in or send an API key to report.");
  const crossing = await getRegistered(database, input.crossing, now);
  assertCan(actor, "report.submit", { crossingId: crossing.id });
  const { observedAt, clock } =
    input.device == null
      ? { observedAt: input.observedAt, clock: null }
      : correctObservedAt(input.observedAt, input.device, now);
  assertFits(findMisfits({ ...input, observedAt }, crossing, now));
  const reporter = await readReporter(database, actor.accountId, now);
  const mayPublish =
    actor.role === "admin" || actor.role === "verifier" || reporter.trusted.includes(crossing.id);
  // The number that an SMS seems to come from can be forged: what it says waits for the desk.
  const isTrusted = mayPublish && handed?.via !== "sms";
  const draft = {
    id: input.id.toLowerCase(),
    crossingId: crossing.id,
    source: sourceOf(actor, reporter),
    accountId: actor.accountId,
    observedAt,
    receivedAt: now,
    claims: readClaims(input),
    note: input.note ?? null,
    links: [],
    origin: {
      via: handed?.via ?? (actor.scopes === undefined ? ("web" as const) : ("api" as const)),
      relayedBy: handed?.relayedBy ?? null,
      deviceClock: clock,
      correctsId: input.corrects?.toLowerCase() ?? null,
    },
  };
  const { correctsId } = draft.origin;
  if (correctsId !== null) return correctReport(ctx, { draft, crossing, isTrusted, correctsId });
  return settleByCode(database, draft, () =>
    takeReport(database, { draft, crossing, isTrusted }, now),
  );
}
