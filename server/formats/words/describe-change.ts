import type { Change, ChangeDetail } from "#server/domain/change.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { ALERT_LEVELS } from "#server/domain/status.ts";
import { countryName } from "../country.ts";
import { correctionWords } from "./describe-correction.ts";
import {
  directionWords,
  EXCEPTION_WORDS,
  lanesWords,
  laneWords,
  METRIC_WORDS,
  MODE_WORDS,
  rangeWords,
} from "./names.ts";

const spaced = (code: string): string => code.replaceAll("_", " ");

function exceptionPlace(detail: ChangeDetail & { kind: "exception" }): string {
  const mode = detail.mode === null ? "" : ` as ${MODE_WORDS[detail.mode]}`;
  const direction = detail.direction === null ? "" : ` from ${directionWords(detail.direction)}`;
  return `${EXCEPTION_WORDS[detail.class]}${mode}${direction}`;
}

function figurePlace(detail: ChangeDetail & { kind: "figure" }): string {
  if (detail.lane !== null) return ` (${laneWords(detail.lane)})`;
  return detail.side === null ? "" : ` on the side of ${countryName(detail.side)}`;
}

/** What changed, as words that follow the crossing's name and a colon. */
function detailWords(detail: ChangeDetail): string {
  switch (detail.kind) {
    case "lane":
      return `${laneWords(detail.lane)} now ${detail.to} (was ${detail.from})`;
    case "announcement":
      return `announced ${detail.to} for ${laneWords(detail.lane)} (was ${detail.from}); an announcement, not an observation`;
    case "exception":
      return detail.to === null
        ? `exception for ${exceptionPlace(detail)} ended`
        : `exception for ${exceptionPlace(detail)} now ${detail.to}`;
    case "figure": {
      const was = detail.from === null ? "" : ` (was ${rangeWords(detail.from)})`;
      return detail.to === null
        ? `${METRIC_WORDS[detail.metric]}${figurePlace(detail)} no longer known${was}`
        : `${METRIC_WORDS[detail.metric]}${figurePlace(detail)}: ${rangeWords(detail.to)}${was}`;
    }
    case "posture": {
      const now = detail.to === null ? "no longer known" : spaced(detail.to);
      const was = detail.from === null ? "" : ` (was ${spaced(detail.from)})`;
      return `forces of ${countryName(detail.side)}: ${now}${was}`;
    }
    case "level": {
      const name = (level: number) => `${level} ${ALERT_LEVELS[level] ?? ""}`.trim();
      return `alert level ${name(detail.to)} (was ${name(detail.from)})`;
    }
    case "trend":
      return `trend ${detail.to} (was ${detail.from})`;
    case "freshness":
      return `nothing seen since ${detail.lastWordAt}; what was seen then no longer stands`;
    case "retraction":
      return "a report was withdrawn";
    case "correction":
      return correctionWords(detail);
  }
}

/**
 * One detail of a change as one English line: `Torkham: trucks from Pakistan to Afghanistan now closed (was open)`.
 * Whoever needs another language translates by `kind`.
 */
export function describeChange(detail: ChangeDetail, crossing: Pick<Crossing, "name">): string {
  return `${crossing.name}: ${detailWords(detail)}`;
}

/** The same for every lane that went the same way: six lanes that close together are one line. */
function laneLines(details: readonly ChangeDetail[], crossing: Pick<Crossing, "name" | "lanes">) {
  const turned = details.filter((detail) => detail.kind === "lane");
  const groups = Map.groupBy(turned, ({ from, to }) => `now ${to} (was ${from})`);
  const all = crossing.lanes.map((lane) => lane.id);
  return [...groups].map(
    ([turn, lanes]) =>
      `${crossing.name}: ${lanesWords(
        lanes.map(({ lane }) => lane),
        all,
      )} ${turn}`,
  );
}

/** A whole change as English lines, what happened to lanes first; never empty. */
export function describeWholeChange(
  change: Pick<Change, "details">,
  crossing: Pick<Crossing, "name" | "lanes">,
): readonly [string, ...string[]] {
  const others = change.details.filter((detail) => detail.kind !== "lane");
  const lines = [
    ...laneLines(change.details, crossing),
    ...others.map((detail) => describeChange(detail, crossing)),
  ];
  const [first = `${crossing.name}: changed`, ...rest] = lines;
  return [first, ...rest];
}
