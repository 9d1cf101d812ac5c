import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import type { DomainError } from "#server/domain/errors.ts";
import type { ReportInput } from "#server/domain/report-input.ts";
import { addMs, HOUR_MS, type Instant, MINUTE_MS } from "#server/domain/time.ts";
import { listLatestChanges } from "#server/services/changes/list-changes.ts";
import { getCrossing } from "#server/services/crossings/get-crossing.ts";
import { getHistory } from "#server/services/crossings/get-history.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { NOW } from "../../support/reports.ts";

/* Minutes after NOW, at which things happen in these tests. */
export const at = (minutes: number): Instant => addMs(NOW, minutes * MINUTE_MS);

export const trucks = (low: number, over: object = {}): object => ({
  claims: [
    { kind: "state", lanes: ["PK-AF/truck", "AF-PK/truck"], value: "closed" },
    { kind: "count", metric: "trucks_stranded", exact: low, basis: "counted" },
  ],
  ...over,
});

export async function submit(database: Database, actor: Actor, report: ReportInput, now = NOW) {
  return submitReport({ actor, database, now }, report);
}

export async function refusal(outcome: Promise<unknown>): Promise<DomainError> {
  return outcome.then(
    () => {
      throw new Error("it was accepted");
    },
    (error: DomainError) => error,
  );
}

export const view = (database: Database, now: Instant, past: Instant | null = null) =>
  getCrossing(
    { actor: null, database, now },
    { slug: "torkham", at: past, known: past === null ? "now" : "then" },
  );

export const changes = async (database: Database, now: Instant) =>
  (
    await listLatestChanges(
      { actor: null, database, now },
      { slug: "torkham", limit: 20, at: null, before: null },
    )
  ).changes;

/** The buckets of the last day that hold anything. */
export async function history(database: Database, now: Instant) {
  const { points } = await getHistory(
    { actor: null, database, now },
    {
      slug: "torkham",
      metric: "trucks_stranded",
      side: null,
      from: addMs(NOW, -24 * HOUR_MS),
      to: addMs(NOW, HOUR_MS),
      bucketMinutes: null,
    },
  );
  return points.flatMap(({ low, best, high }) => (low === null ? [] : [[low, best, high]]));
}

export const figure = async (database: Database, now: Instant, past: Instant | null = null) => {
  const { status } = await view(database, now, past);
  const found = status.figures.find(({ metric }) => metric === "trucks_stranded");
  return found === undefined ? null : [found.low, found.high];
};

export async function stateOf(database: Database, id: string) {
  const [row] = await database.execute(
    sql`select state, withdrawn_at is not null as withdrawn, is_turning from report_states where report_id = ${id}::uuid`,
  );
  return row;
}
