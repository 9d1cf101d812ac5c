/** A row of the board as it was at a moment of the replay. */
import type { LaneId } from "#server/domain/crossing.ts";
import type { LiveLane } from "#server/domain/live-status.ts";
import { momentAt, type ReplayCrossing, type ReplayMoment } from "#server/domain/replay.ts";
import { ALERT_LEVELS } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { type BoardRow, boardStatus } from "../overview/board-row.ts";

/** What stays the same of a row while it moves. */
export interface ReplayPlace
  extends Pick<BoardRow, "id" | "name" | "latinName" | "countries" | "countryNames" | "zones"> {
  readonly lanes: readonly LaneId[];
}

function laneAt(lane: LaneId, value: LiveLane["value"], moment: ReplayMoment): LiveLane {
  const { recorded, since, freshness, lastWordAt, lastSeen } = moment;
  const basis = value === "unknown" ? "none" : "observed";
  const rest = { endsAt: null, gap: false, contested: false };
  return { lane, value, basis, recorded, since, freshness, lastWordAt, lastSeen, ...rest };
}

/** The row with the states, figures and level of the moment; what a moment has not, the board does not show. */
export function rowAt(place: ReplayPlace, moment: ReplayMoment, at: Instant): BoardRow {
  const { lanes, ...row } = place;
  const { level, reason } = moment;
  return {
    ...row,
    // Rows of the replay stay in the order in which they came.
    place: 0,
    spark: null,
    status: boardStatus({
      crossingId: row.id,
      at,
      condition: moment.condition,
      since: moment.since,
      cause: null,
      lanes: lanes.map((lane, index) => laneAt(lane, moment.lanes[index] ?? "unknown", moment)),
      exceptions: moment.exceptions,
      figures: moment.figures,
      postures: [],
      freshness: moment.freshness,
      lastWordAt: moment.lastWordAt,
      // Nothing of the past ages.
      expectedIntervalMinutes: 0,
      alert: {
        level,
        name: ALERT_LEVELS[level],
        reasons: reason === null ? [] : [reason],
        axes: { severity: "Unknown", urgency: "Past", certainty: "Unknown" },
      },
      trend: "unclear",
      nextChangeAt: null,
    }),
  };
}

/** Every row at `at`; of a place that the replay does not have nothing is known. */
export function rowsAt(
  places: readonly ReplayPlace[],
  crossings: readonly ReplayCrossing[],
  at: Instant,
): BoardRow[] {
  const byId = new Map(crossings.map((crossing) => [crossing.id, crossing]));
  return places.map((place) => rowAt(place, momentAt(byId.get(place.id)?.steps ?? [], at), at));
}
