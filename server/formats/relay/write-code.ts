import { isCorrected } from "#server/domain/device-clock.ts";
import { addMs, type Instant } from "#server/domain/time.ts";
import { countToWord } from "./count-words.ts";
import { crossingNamed, crossingWord } from "./crossing-codes.ts";
import { lanesToWords } from "./lane-words.ts";
import {
  type LeftOut,
  type RelayClaim,
  type RelayCrossing,
  type RelayReport,
  type RelayWriting,
  SMS_CHARS,
} from "./relay-code.ts";
import { withMark } from "./report-mark.ts";
import { timeToWords } from "./time-words.ts";
import { POSTURE_LETTERS, STATE_LETTERS } from "./words.ts";

/** What of a claim has no words in a code. */
function leftOf(claim: RelayClaim): LeftOut[] {
  if (claim.kind === "outlook") return ["outlook"];
  if (claim.kind === "count") return claim.what ? ["what"] : [];
  if (claim.kind !== "state") return [];
  return [
    ...((claim.exceptions?.length ?? 0) > 0 ? ["exceptions" as const] : []),
    ...(claim.since || claim.until || claim.expectedReopeningAt ? ["times" as const] : []),
    ...(claim.cause ? ["cause" as const] : []),
    ...((claim.conditions?.length ?? 0) > 0 ? ["conditions" as const] : []),
  ];
}

/** null when it does not fit the crossing; empty when there are no words for it. */
function claimToWords(crossing: RelayCrossing, claim: RelayClaim): string[] | null {
  switch (claim.kind) {
    case "state": {
      const lanes = lanesToWords(crossing, claim.lanes);
      const letter = STATE_LETTERS[claim.value];
      return lanes && [claim.track === "announced" ? `A${letter}` : letter, ...lanes];
    }
    case "count": {
      const word = countToWord(crossing, claim);
      return word === null ? null : [word];
    }
    case "posture":
      return [`${POSTURE_LETTERS[claim.value]}/${claim.side}`];
    case "no_change":
      return ["NC"];
    case "outlook":
      return [];
  }
}

/** The code's time is true for whoever reads it, so what the phone knows of its clock's error is taken off here. */
function observedAtOf({ observedAt, device }: RelayReport): Instant {
  const skewMs = device?.skewMs ?? null;
  const at = new Date(observedAt).toISOString();
  if (!isCorrected({ skewMs }) || skewMs === null) return at;
  return addMs(at, -skewMs);
}

/**
 * A report as a code that carries its id and its exact time.
 *
 * `left` names what the code has no words for: show it to whoever sends the code. The same report can still be sent
 * whole later, by the same id.
 * @param crossing the crossing that the report is about
 */
export function writeRelayCode(report: RelayReport, crossing: RelayCrossing): RelayWriting {
  const left = [
    ...new Set<LeftOut>([
      ...(report.note ? ["note" as const] : []),
      ...report.claims.flatMap(leftOf),
    ]),
  ];
  const name = crossingWord(crossing.id);
  const time = timeToWords(observedAtOf(report));
  if (report.corrects) return { code: null, why: "correction", left };
  const claims = report.claims.map((claim) => claimToWords(crossing, claim));
  if (
    time === null ||
    report.crossing !== crossing.id ||
    crossingNamed(name) !== crossing.id ||
    claims.some((words) => words === null)
  ) {
    return { code: null, why: "misfit", left };
  }
  const said = claims.flatMap((words) => words ?? []);
  if (said.length === 0) return { code: null, why: "nothing", left };
  const code = withMark([name, ...said, ...time].join(" "), report.id);
  return code.length > SMS_CHARS ? { code: null, why: "too_long", left } : { code, left };
}
