import type { LiveStatus } from "#server/domain/live-status.ts";

/** What only a new report can change; what time alone does is left out. */
function wordsOf(status: LiveStatus): string {
  return JSON.stringify([
    status.lanes.map(({ lane, lastWordAt }) => [lane, lastWordAt]),
    status.figures.map(({ metric, side, lane, asOf }) => [metric, side, lane, asOf]),
    status.postures.map(({ side, value, asOf }) => [side, value, asOf]),
  ]);
}

/** True when somebody said something between two statuses of a crossing. */
export function hasNewWord(before: LiveStatus, after: LiveStatus): boolean {
  if (newestWord(after) <= newestWord(before)) return false;
  return wordsOf(before) !== wordsOf(after);
}

function newestWord({ lastWordAt, figures, postures }: LiveStatus): string {
  const all = [lastWordAt ?? "", ...figures.map((f) => f.asOf), ...postures.map((p) => p.asOf)];
  return all.reduce((newest, at) => (at > newest ? at : newest), "");
}
