/** The record as an exercise tells it: what is known when it begins, and what comes, each thing at its instant. */
import type { ExerciseOrder } from "#server/domain/clock.ts";
import type { Incident } from "#server/domain/incident.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ReadRecord } from "./read-record.ts";

export interface ExercisePlan {
  readonly crossings: ReadRecord["crossings"];
  readonly incidents: readonly Incident[];
  /** In the order in which they come; `receivedAt` is when. */
  readonly drafts: readonly ReportDraft[];
  readonly order: ExerciseOrder;
}

const byReceipt = (a: ReportDraft, b: ReportDraft): number =>
  a.receivedAt !== b.receivedAt ? (a.receivedAt < b.receivedAt ? -1 : 1) : a.id < b.id ? -1 : 1;

/** Pure: the same record gives the same plan. */
export function planExercise(record: ReadRecord, order: ExerciseOrder): ExercisePlan {
  const { crossings, incidents, drafts } = record;
  const coming = drafts.map((draft) =>
    order === "seen" ? { ...draft, receivedAt: draft.observedAt } : draft,
  );
  return { crossings, incidents, order, drafts: coming.sort(byReceipt) };
}

/** The incidents, updates and casualty claims that had come up to `until`. */
export function incidentsUntil({ incidents, order }: ExercisePlan, until: Instant): Incident[] {
  return incidents
    .filter(({ from }) => from.earliestAt <= until)
    .map((incident) => ({
      ...incident,
      to: incident.to !== null && incident.to.latestAt <= until ? incident.to : null,
      updates: incident.updates.filter(({ at }) => at.earliestAt <= until),
      casualtyClaims: incident.casualtyClaims.filter(
        ({ at, publishedAt }) => (order === "seen" ? at.latestAt : publishedAt) <= until,
      ),
    }));
}

/** What is known at the beginning, to be stored as the record is. */
export function recordUntil(plan: ExercisePlan, until: Instant): ReadRecord {
  return {
    crossings: plan.crossings,
    incidents: incidentsUntil(plan, until),
    drafts: plan.drafts.filter(({ receivedAt }) => receivedAt <= until),
    leftOut: [],
  };
}
