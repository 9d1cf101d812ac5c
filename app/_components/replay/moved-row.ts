/** A row of the board as it was at a moment of the replay. */
import { momentAt, type ReplayCrossing, type ReplayMoment } from "#server/domain/replay.ts";
import { ALERT_LEVELS } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { type BoardRow, boardStatus } from "../overview/board-row.ts";

/** `row` with the states, figures and level of the moment; what a moment has not, the board does not show. */
function withMoment(row: BoardRow, moment: ReplayMoment, at: Instant): BoardRow {
  const { status } = row;
  const { level, reason } = moment;
  return {
    ...row,
    status: boardStatus({
      ...status,
      at,
      condition: moment.condition,
      since: moment.since,
      lanes: status.lanes.map((lane, index) => ({
        ...lane,
        value: moment.lanes[index] ?? "unknown",
        recorded: moment.recorded,
        lastSeen: moment.lastSeen,
      })),
      exceptions: moment.exceptions,
      figures: moment.figures,
      freshness: moment.freshness,
      lastWordAt: moment.lastWordAt,
      alert: {
        ...status.alert,
        level,
        name: ALERT_LEVELS[level],
        reasons: reason === null ? [] : [reason],
      },
      nextChangeAt: null,
    }),
  };
}

/** Every row at `at`; a row that the replay does not have stays as it is. */
export function rowsAt(
  rows: readonly BoardRow[],
  crossings: readonly ReplayCrossing[],
  at: Instant,
): BoardRow[] {
  const byId = new Map(crossings.map((crossing) => [crossing.id, crossing]));
  return rows.map((row) => {
    const crossing = byId.get(row.id);
    return crossing === undefined ? row : withMoment(row, momentAt(crossing.steps, at), at);
  });
}
