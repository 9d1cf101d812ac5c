/** The other way round of read-form.ts: a report as the fields of the form, so that it can be corrected there. */
import type { Claim, CountClaim, StateClaim } from "#server/domain/claim.ts";
import type { Instant } from "#server/domain/time.ts";
import { WORD_RANGES } from "#server/domain/words.ts";
import { COUNT_FIELDS, EXCEPTION_ROWS, type FormValues, fieldNames } from "./form-fields.ts";
import { localTime } from "./local-time.ts";

interface Filled {
  readonly values: FormValues;
  /** What the form has no field for, wholly or in part; whoever corrects must be told. */
  readonly lost: readonly Claim[];
}

const STRICTEST_FIRST = ["closed", "restricted", "open"] as const;

const hasMore = (claim: StateClaim): boolean =>
  claim.since !== null || claim.hold.kind !== "next" || claim.conditions.length > 0;

function fillStates(values: Record<string, string>, states: readonly StateClaim[], zone: string) {
  const sorted = STRICTEST_FIRST.flatMap((value) => states.filter((one) => one.value === value));
  const [first] = sorted;
  if (first === undefined) return [];
  values.track = first.track;
  if (first.cause !== null) values.cause = first.cause;
  if (first.expectedReopeningAt !== null) {
    values.reopening = localTime(first.expectedReopeningAt, zone);
  }
  for (const row of EXCEPTION_ROWS) {
    const exception = first.exceptions[row];
    if (exception === undefined) continue;
    values[fieldNames.exception(row, "class")] = exception.class;
    values[fieldNames.exception(row, "direction")] = exception.direction ?? "";
    values[fieldNames.exception(row, "state")] = exception.state;
  }
  const lost: Claim[] = [];
  for (const state of sorted) {
    const isOther = state.track !== first.track;
    const details = state === first ? 0 : state.exceptions.length + (state.cause === null ? 0 : 1);
    const tooMany = first.exceptions.length > EXCEPTION_ROWS.length && state === first;
    if (isOther || details > 0 || tooMany || hasMore(state)) lost.push(state);
    if (isOther) continue;
    for (const lane of state.lanes) values[fieldNames.lane(lane)] = state.value;
  }
  return lost;
}

function fillCount(values: Record<string, string>, key: string, count: CountClaim): Claim[] {
  const of = (part: Parameters<typeof fieldNames.count>[1]) => fieldNames.count(key, part);
  values[of("place")] = count.side ?? count.lane ?? "";
  values[of("basis")] = count.basis;
  const isWord = count.asGiven !== null && Object.hasOwn(WORD_RANGES, count.asGiven);
  const isExact = !isWord && count.low === count.high;
  if (isWord) values[of("word")] = count.asGiven ?? "";
  else if (isExact) values[of("exact")] = String(count.low);
  else {
    values[of("low")] = String(count.low);
    if (count.high !== null) values[of("high")] = String(count.high);
  }
  const hasBest = !isExact && count.best !== null;
  return hasBest || count.what !== null || count.period !== null ? [count] : [];
}

/** @param zone whose clock the form shows times in */
export function fillForm(
  report: {
    readonly observedAt: Instant;
    readonly claims: readonly Claim[];
    readonly note: string | null;
  },
  zone: string,
): Filled {
  const values: Record<string, string> = {
    seen: "then",
    zone,
    seenAt: localTime(report.observedAt, zone),
    // The form knows minutes; what is not touched must not be told as another time.
    seenBefore: report.observedAt,
    note: report.note ?? "",
  };
  const states = report.claims.filter((claim) => claim.kind === "state");
  const lost: Claim[] = fillStates(values, states, zone);
  const used = new Set<string>();
  for (const claim of report.claims) {
    if (claim.kind === "posture") values[fieldNames.posture(claim.side)] = claim.value;
    if (claim.kind === "outlook") lost.push(claim);
    if (claim.kind !== "count") continue;
    const field = COUNT_FIELDS.find(({ key, metric }) => metric === claim.metric && !used.has(key));
    if (field === undefined) lost.push(claim);
    else {
      used.add(field.key);
      lost.push(...fillCount(values, field.key, claim));
    }
  }
  return { values, lost };
}
