/**
 * What differs between two versions of a report, subject by subject: a claim is compared with the claim that is about the
 * same thing, however the lanes were put together and in whatever order they were said.
 */
import type { ChangeDetail, ChangeRange, CorrectionSubject } from "./change.ts";
import type { Claim, CountClaim } from "./claim.ts";
import type { Instant } from "./time.ts";

/** What of a report can be corrected. */
export interface ReportVersion {
  readonly observedAt: Instant;
  readonly claims: readonly Claim[];
  /** For the desk only. */
  readonly note: string | null;
}

export type ReportDifference =
  | { readonly kind: "observedAt"; readonly from: Instant; readonly to: Instant }
  | {
      readonly kind: "claim";
      /** What both claims are about, such as `count trucks_stranded PK`. */
      readonly subject: string;
      /** null: it was not said. A state claim stands here with the one lane that this is about. */
      readonly from: Claim | null;
      readonly to: Claim | null;
      /** The parts of the claim that differ (`low`, `value`); empty when one of the two is not there. */
      readonly parts: readonly string[];
    }
  | { readonly kind: "note"; readonly from: string | null; readonly to: string | null };

function subjectOf(claim: Claim): string {
  switch (claim.kind) {
    case "state":
      return `state ${claim.track} ${claim.lanes.join(" ")}`;
    case "count":
      return ["count", claim.metric, claim.side ?? claim.lane ?? ""].join(" ").trim();
    case "posture":
      return `posture ${claim.side}`;
    default:
      return claim.kind;
  }
}

/** One claim for each subject; what is said twice of one subject is counted on, so that nothing is lost. */
function bySubject(claims: readonly Claim[]): Map<string, Claim> {
  const found = new Map<string, Claim>();
  const single = claims.flatMap((claim): Claim[] =>
    claim.kind === "state" ? claim.lanes.map((lane) => ({ ...claim, lanes: [lane] })) : [claim],
  );
  for (const claim of single) {
    const subject = subjectOf(claim);
    let name = subject;
    for (let i = 2; found.has(name); i += 1) name = `${subject} (${i})`;
    found.set(name, claim);
  }
  return found;
}

/** The same text for the same value, whatever the order of its fields: stored claims come back in another. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function differingParts(from: Claim, to: Claim): string[] {
  const [was, is] = [new Map(Object.entries(from)), new Map(Object.entries(to))];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((part) => canonical(was.get(part) ?? null) !== canonical(is.get(part) ?? null))
    .toSorted();
}

/**
 * Every difference from one version to the other: the time, then claim by claim (those of `from` in their order, then what
 * was added), then the note. Empty when both say the same. Neither is changed.
 */
export function diffReports(from: ReportVersion, to: ReportVersion): ReportDifference[] {
  const [was, is] = [bySubject(from.claims), bySubject(to.claims)];
  const differences: ReportDifference[] = [];
  if (from.observedAt !== to.observedAt) {
    differences.push({ kind: "observedAt", from: from.observedAt, to: to.observedAt });
  }
  for (const subject of new Set([...was.keys(), ...is.keys()])) {
    const [old, next] = [was.get(subject) ?? null, is.get(subject) ?? null];
    const parts = old === null || next === null ? [] : differingParts(old, next);
    if (old !== null && next !== null && parts.length === 0) continue;
    differences.push({ kind: "claim", subject, from: old, to: next, parts });
  }
  if (from.note !== to.note) differences.push({ kind: "note", from: from.note, to: to.note });
  return differences;
}

const rangeOf = (claim: CountClaim | null): ChangeRange | null =>
  claim === null ? null : { low: claim.low, best: claim.best, high: claim.high };

function claimSubject(from: Claim | null, to: Claim | null): CorrectionSubject {
  const about = to ?? from;
  if (about?.kind === "count") {
    const [was, is] = [from?.kind === "count" ? from : null, to?.kind === "count" ? to : null];
    const range = { from: rangeOf(was), to: rangeOf(is) };
    const { metric, side, lane } = about;
    if (canonical(range.from) !== canonical(range.to)) {
      return { of: "figure", metric, side, lane, ...range };
    }
  }
  if (about?.kind === "state") {
    const was = from?.kind === "state" ? from.value : null;
    const is = to?.kind === "state" ? to.value : null;
    const [lane] = about.lanes;
    if (was !== is && lane !== undefined) {
      return { of: "lane", lane, track: about.track, from: was, to: is };
    }
  }
  if (about?.kind === "posture") {
    const was = from?.kind === "posture" ? from.value : null;
    return {
      of: "posture",
      side: about.side,
      from: was,
      to: to?.kind === "posture" ? to.value : null,
    };
  }
  return { of: "other" };
}

function subjectFor(difference: ReportDifference): CorrectionSubject | null {
  switch (difference.kind) {
    case "note":
      return null;
    case "observedAt":
      return { of: "time", from: difference.from, to: difference.to };
    case "claim":
      return claimSubject(difference.from, difference.to);
  }
}

/**
 * What the public reads of a correction, a line for each thing that was corrected; without the note, which is not theirs.
 * @example 107 trucks corrected to 170: figure, from 107–107 to 170–170, seen when the corrected report was
 */
export function correctionDetails(from: ReportVersion, to: ReportVersion): ChangeDetail[] {
  const subjects = diffReports(from, to).map(subjectFor);
  const known = subjects.filter((subject) => subject !== null);
  const said = known.filter(({ of }) => of !== "other");
  // Details of a claim that have no words of their own are one line, and none beside what has.
  const shown = said.length > 0 ? said : known.slice(0, 1);
  return shown.map((subject) => ({ kind: "correction", observedAt: from.observedAt, subject }));
}
