import type { ChangeDetail, CorrectionSubject } from "#server/domain/change.ts";
import type { Instant } from "#server/domain/time.ts";
import { countryName } from "../country.ts";
import { laneWords, METRIC_WORDS, rangeWords } from "./names.ts";

/** `2025-10-15 14:20 UTC`. */
const minuteWords = (at: Instant): string => `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;

interface Turn {
  readonly about: string;
  readonly from: string | null;
  readonly to: string | null;
}

function turnWords({ about, from, to }: Turn): string {
  if (from === null) return `${about}: ${to ?? ""} added`;
  return to === null ? `${about}: ${from} taken back` : `${about}: ${from} corrected to ${to}`;
}

function subjectTurn(subject: CorrectionSubject): Turn | null {
  switch (subject.of) {
    case "figure": {
      const { metric, side, lane, from, to } = subject;
      const place =
        lane !== null
          ? ` (${laneWords(lane)})`
          : side === null
            ? ""
            : ` on the side of ${countryName(side)}`;
      return {
        about: `${METRIC_WORDS[metric]}${place}`,
        from: from === null ? null : rangeWords(from),
        to: to === null ? null : rangeWords(to),
      };
    }
    case "lane": {
      const announced = subject.track === "announced" ? "announced for " : "";
      return { ...subject, about: `${announced}${laneWords(subject.lane)}` };
    }
    case "posture": {
      const spaced = (value: string | null) => value?.replaceAll("_", " ") ?? null;
      return {
        about: `forces of ${countryName(subject.side)}`,
        from: spaced(subject.from),
        to: spaced(subject.to),
      };
    }
    case "time":
      return {
        about: "time of a report",
        from: minuteWords(subject.from),
        to: minuteWords(subject.to),
      };
    case "other":
      return null;
  }
}

/** `trucks stranded: 107 corrected to 170, seen 2025-10-15 14:20 UTC, by the same source`. */
export function correctionWords(detail: ChangeDetail & { kind: "correction" }): string {
  const turn = subjectTurn(detail.subject);
  const what = turn === null ? "details of a report corrected" : turnWords(turn);
  return `${what}, seen ${minuteWords(detail.observedAt)}, by the same source`;
}
