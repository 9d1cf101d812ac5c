/** Corroboration: what other, independent sources say of the same thing at about the same time. */
import type { Claim, CountClaim, StateClaim } from "./claim.ts";
import type { Source } from "./source.ts";
import { HOUR_MS, type Instant, msBetween } from "./time.ts";

/** Said by another source within so long before or after, it speaks of the same time. Milliseconds. */
export const CORROBORATION_WINDOW_MS = 24 * HOUR_MS;

/** One report, as far as it can confirm or deny another. */
export interface Word {
  readonly source: Source;
  readonly observedAt: Instant;
  readonly claims: readonly Claim[];
}

/** How other sources stand to one claim of a report. */
export interface Corroboration {
  /** Which of the report's claims. */
  readonly claim: Claim;
  /** Independent other sources that say so. */
  readonly agreeing: number;
  /** The earliest of them in the window; null when none. */
  readonly sinceAt: Instant | null;
  /** Independent other sources that say otherwise. */
  readonly differing: number;
}

type Verdict = "agrees" | "differs" | null;

/** Sources that speak for one party are one voice, as in rule 2 of figures. */
const voiceOf = ({ id, party }: Source): string => (party === null ? id : `party ${party}`);

function judgeState(claim: StateClaim, others: readonly Claim[]): Verdict {
  let verdict: Verdict = null;
  for (const other of others) {
    if (other.kind !== "state") continue;
    if (!other.lanes.some((lane) => claim.lanes.includes(lane))) continue;
    if (other.value !== claim.value) return "differs";
    verdict = "agrees";
  }
  return verdict;
}

const overlaps = (a: CountClaim, b: CountClaim): boolean =>
  a.low <= (b.high ?? Number.POSITIVE_INFINITY) && b.low <= (a.high ?? Number.POSITIVE_INFINITY);

function judge(claim: Claim, others: readonly Claim[]): Verdict {
  switch (claim.kind) {
    case "state":
      return judgeState(claim, others);
    case "count": {
      const same = others.find(
        (other) =>
          other.kind === "count" &&
          other.metric === claim.metric &&
          other.side === claim.side &&
          other.lane === claim.lane,
      );
      if (same?.kind !== "count") return null;
      return overlaps(claim, same) ? "agrees" : "differs";
    }
    case "posture": {
      const same = others.find((other) => other.kind === "posture" && other.side === claim.side);
      if (same?.kind !== "posture") return null;
      return same.value === claim.value ? "agrees" : "differs";
    }
    default:
      return null;
  }
}

interface Voice {
  readonly verdict: Exclude<Verdict, null>;
  readonly newestAt: Instant;
  /** Since when it has said so without a break. */
  readonly sinceAt: Instant;
}

/** What each voice said last of a claim, and since when it has said so. Words come oldest first. */
function hearVoices(claim: Claim, words: readonly Word[]): Voice[] {
  const voices = new Map<string, Voice>();
  for (const { source, observedAt, claims } of words) {
    const verdict = judge(claim, claims);
    if (verdict === null) continue;
    const before = voices.get(voiceOf(source));
    const sinceAt = before?.verdict === verdict ? before.sinceAt : observedAt;
    voices.set(voiceOf(source), { verdict, newestAt: observedAt, sinceAt });
  }
  return [...voices.values()];
}

/**
 * For each state, figure and posture that `report` claims: how many other sources say so, and how many otherwise.
 * The newest word of each source counts. Figures agree when their ranges overlap. `others` may hold `report` itself,
 * anything of its source, and words outside of the window: they are left out.
 *
 * @example two others say trucks are closed since 10:00, none says otherwise: `{ agreeing: 2, sinceAt: 10:00, differing: 0 }`
 */
export function corroborate(report: Word, others: readonly Word[]): Corroboration[] {
  const words = others
    .filter(
      ({ source, observedAt }) =>
        voiceOf(source) !== voiceOf(report.source) &&
        Math.abs(msBetween(observedAt, report.observedAt)) <= CORROBORATION_WINDOW_MS,
    )
    .toSorted((a, b) => (a.observedAt < b.observedAt ? -1 : a.observedAt > b.observedAt ? 1 : 0));
  return report.claims
    .filter(({ kind }) => kind === "state" || kind === "count" || kind === "posture")
    .map((claim) => {
      const voices = hearVoices(claim, words);
      const agreeing = voices.filter(({ verdict }) => verdict === "agrees");
      return {
        claim,
        agreeing: agreeing.length,
        sinceAt: agreeing.map(({ sinceAt }) => sinceAt).toSorted()[0] ?? null,
        differing: voices.length - agreeing.length,
      };
    });
}
