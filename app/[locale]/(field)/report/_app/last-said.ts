/** What a reporter said last of a crossing, on this phone or as the server has it, and the form filled in with it. */
import type { FieldHome } from "#app/_client/outbox/field-home.ts";
import { isReport, isRetraction, type OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";
import type { Claim } from "#server/domain/claim.ts";
import type { ReviewState } from "#server/domain/report.ts";
import { ReportInput, readClaims } from "#server/domain/report-input.ts";
import type { Instant } from "#server/domain/time.ts";
import { COUNT_FIELDS, type FormCrossing, type FormValues, fieldNames } from "../form-fields.ts";

/** Whether "nothing has changed" can go back to a report that has come so far. */
export const STANDS: ReadonlySet<ReviewState> = new Set(["received", "in_review", "published"]);

export interface Said {
  readonly at: Instant;
  readonly claims: readonly Claim[];
}

/** The claims of a report on this phone; none when they cannot be read. */
export function claimsOf(entry: OutboxEntry): Claim[] {
  const parsed = ReportInput.safeParse(entry.body);
  return parsed.success ? readClaims(parsed.data) : [];
}

/** What is taken back by a retraction on this phone, also by one that still waits. */
export function takenBack(entries: readonly OutboxEntry[]): ReadonlySet<string> {
  const standing = entries.filter(isRetraction).filter(({ state }) => state !== "refused");
  return new Set(standing.map(({ body }) => body.retracts));
}

const saysSomething = ({ claims }: Said) => claims.some(({ kind }) => kind !== "no_change");

/** The newest that stands and says more than "nothing changed"; null when there is none. */
export function lastSaid(
  crossingId: string,
  home: Pick<FieldHome, "reports" | "account">,
  entries: readonly OutboxEntry[],
): Said | null {
  const gone = takenBack(entries);
  const there = home.reports
    .filter(({ id }) => !gone.has(id))
    .filter((report) => report.crossingId === crossingId && STANDS.has(report.review))
    .map(({ observedAt, claims }) => ({ at: observedAt, claims }));
  const listed = new Set(home.reports.map(({ id }) => id));
  const here = entries
    .filter(isReport)
    .filter(({ id }) => !gone.has(id))
    .filter(({ body, accountId }) => body.crossing === crossingId && accountId === home.account.id)
    .filter(({ id, state, review }) =>
      state === "received"
        ? !listed.has(id) && STANDS.has(review ?? "received")
        : state !== "refused",
    )
    .map((entry) => ({ at: entry.body.observedAt, claims: claimsOf(entry) }));
  const newest = [...there, ...here].filter(saysSomething);
  return newest.reduce<Said | null>(
    (last, one) => (last === null || Date.parse(one.at) > Date.parse(last.at) ? one : last),
    null,
  );
}

function laneValues(claims: readonly Claim[], crossing: FormCrossing): Record<string, string> {
  const byLane = new Map<string, string>();
  for (const claim of claims) {
    if (claim.kind !== "state") continue;
    for (const lane of claim.lanes) byLane.set(lane, claim.value);
  }
  const states = crossing.lanes.map(({ id }) => byLane.get(id));
  const [first] = states;
  // One word for all stays one word: a change is then one tap.
  if (first !== undefined && states.every((state) => state === first)) return { all: first };
  return Object.fromEntries([...byLane].map(([lane, state]) => [fieldNames.lane(lane), state]));
}

function countValues(claims: readonly Claim[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const claim of claims) {
    if (claim.kind !== "count") continue;
    const free = COUNT_FIELDS.find(
      ({ key, metric }) =>
        metric === claim.metric && values[fieldNames.count(key, "basis")] === undefined,
    );
    if (free === undefined) continue;
    const set = (part: Parameters<typeof fieldNames.count>[1], value: string | number | null) => {
      if (value !== null) values[fieldNames.count(free.key, part)] = String(value);
    };
    set("basis", claim.basis);
    set("place", claim.side ?? claim.lane);
    if (claim.asGiven !== null) set("word", claim.asGiven);
    else if (claim.low === claim.high) set("exact", claim.low);
    else {
      set("low", claim.low);
      set("high", claim.high);
    }
  }
  return values;
}

/** The form as if these claims had been typed into it. */
export function valuesOf(claims: readonly Claim[], crossing: FormCrossing): FormValues {
  const states = claims.filter((claim) => claim.kind === "state");
  const exceptions = states.flatMap((claim) => claim.exceptions).slice(0, 3);
  return {
    ...laneValues(claims, crossing),
    ...countValues(claims),
    ...Object.fromEntries(
      exceptions.flatMap((one, row) => [
        [fieldNames.exception(row, "class"), one.class],
        [fieldNames.exception(row, "direction"), one.direction ?? ""],
        [fieldNames.exception(row, "state"), one.state],
      ]),
    ),
    ...Object.fromEntries(
      claims.flatMap((claim) =>
        claim.kind === "posture" ? [[fieldNames.posture(claim.side), claim.value]] : [],
      ),
    ),
    cause: states.find(({ cause }) => cause !== null)?.cause ?? "",
  };
}
