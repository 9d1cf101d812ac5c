/**
 * The board of a firm: its corridors, and of each crossing in them everything by which a gate is chosen. Present states
 * and figures come from the snapshot; what was comes from the record of the lane.
 */
import {
  type ClearanceCounts,
  clearanceCounts,
  clearanceMetrics,
  figureForLane,
} from "#server/domain/clearance.ts";
import { type Corridor, corridorLane } from "#server/domain/corridor.ts";
import type { Crossing, CrossingId, LaneId } from "#server/domain/crossing.ts";
import type { FirmRole } from "#server/domain/firm.ts";
import type { LaneRibbon } from "#server/domain/history.ts";
import {
  type LaneClosures,
  laneClosures,
  type OpenShare,
  openShare,
} from "#server/domain/lane-record.ts";
import type { CrossingStatus, Figure, LaneStatus, TrackState } from "#server/domain/status.ts";
import type { SurvivalGroup } from "#server/domain/survival-groups.ts";
import { addMs, DAY_MS, type Instant } from "#server/domain/time.ts";
import { coveredShare, medianLagMs, type SeenAndReceived } from "#server/domain/word-coverage.ts";
import type { ClosureSurvival } from "../closures/get-closure-survival.ts";
import type { ServiceContext } from "../context.ts";
import { listCrossings } from "../crossings/find-crossings.ts";
import { readStatuses } from "../status/read-status.ts";
import { assertInFirm } from "./assert-in-firm.ts";
import { CLOSURE_DAYS, readRibbons, readWords, survivalReader } from "./board-record.ts";
import { readSilences, type Silence, type SilenceOf } from "./board-silence.ts";
import { readCorridors } from "./list-corridors.ts";

/** The spans over which open hours are told. */
export const SHARE_DAYS = [30, 90, 365] as const;
const COVERAGE_DAYS = 7;

export interface Confidence {
  readonly expectedIntervalMinutes: number;
  /** Of the last 7 days, 0 to 1. */
  readonly coveredShare: number;
  /** Of the last 30 days; null: no word came in them. */
  readonly medianLagMs: number | null;
  /** Words that the lag is made of. */
  readonly words: number;
}

/** How much longer closures lasted that had come as far as this lane's; null: it is not closed. */
export type BoardSurvival = Pick<SurvivalGroup, "scope" | "remaining"> &
  Pick<ClosureSurvival, "day" | "cause">;

/** Without the claims behind it, and so small enough for a board. */
export type WaitingFigure = Pick<
  Figure,
  | "metric"
  | "side"
  | "lane"
  | "low"
  | "best"
  | "high"
  | "highest"
  | "disputed"
  | "asOf"
  | "expiresAt"
>;

export interface CorridorRow {
  readonly crossingId: CrossingId;
  readonly name: string;
  readonly localNames: Readonly<Record<string, string>>;
  readonly zones: readonly string[];
  /** null: the crossing has no such lane any more. */
  readonly lane: LaneStatus | null;
  /** The longest stretch since the lane is as it is of which nobody told anything; null: there was none. */
  readonly silence: Silence | null;
  readonly waiting: WaitingFigure | null;
  readonly counts: ClearanceCounts;
  readonly shares: ReadonlyArray<OpenShare & { readonly days: number }>;
  readonly closures: LaneClosures;
  readonly confidence: Confidence;
  readonly survival: BoardSurvival | null;
}

export interface CorridorBoard extends Omit<Corridor, "crossingIds"> {
  readonly rows: readonly CorridorRow[];
}

export interface FirmBoard {
  readonly at: Instant;
  readonly firm: { readonly id: string; readonly name: string; readonly timeZone: string };
  readonly role: FirmRole;
  readonly corridors: readonly CorridorBoard[];
}

/** Who said it is one step deeper, on the crossing's page. */
const withoutSaid = (track: TrackState): TrackState => ({ ...track, said: [] });

function laneOf(status: CrossingStatus | undefined, id: LaneId): LaneStatus | null {
  const lane = status?.lanes.find((one) => one.lane === id);
  if (lane === undefined) return null;
  const { observed, announced } = lane;
  return { ...lane, observed: withoutSaid(observed), announced: withoutSaid(announced) };
}

function toWaiting(figure: Figure | null): WaitingFigure | null {
  if (figure === null) return null;
  const { metric, side, lane, low, best, high, highest, disputed, asOf, expiresAt } = figure;
  return { metric, side, lane, low, best, high, highest, disputed, asOf, expiresAt };
}

interface RowParts {
  readonly corridor: Corridor;
  readonly crossing: Crossing;
  readonly status: CrossingStatus | undefined;
  readonly words: readonly SeenAndReceived[];
  readonly ribbons: readonly LaneRibbon[];
  readonly survivalOf: ReturnType<typeof survivalReader>;
  readonly silenceOf: SilenceOf;
}

async function toRow({ now }: ServiceContext, parts: RowParts): Promise<CorridorRow> {
  const { corridor, crossing, status, words, ribbons, survivalOf, silenceOf } = parts;
  const id = corridorLane(corridor);
  const { mode } = corridor;
  const lane = laneOf(status, id);
  const figures = status?.figures ?? [];
  const backlog = clearanceMetrics(mode)?.backlog;
  const survival = lane?.value === "closed" ? await survivalOf(crossing.id, lane) : null;
  const segments = ribbons.find((ribbon) => ribbon.lane === id)?.segments ?? [];
  const span = (days: number) => ({ from: addMs(now, -days * DAY_MS), to: now });
  const speaker = survival?.groups.at(-1);
  return {
    crossingId: crossing.id,
    name: crossing.name,
    localNames: crossing.localNames,
    zones: crossing.sides.map(({ zone }) => zone),
    lane,
    silence: silenceOf(crossing, lane),
    waiting: backlog === undefined ? null : toWaiting(figureForLane(figures, id, backlog)),
    counts: clearanceCounts(figures, id, mode),
    shares: SHARE_DAYS.map((days) => ({ days, ...openShare(segments, span(days)) })),
    closures: laneClosures(segments, span(CLOSURE_DAYS)),
    confidence: {
      expectedIntervalMinutes: crossing.expectedIntervalMinutes,
      coveredShare: coveredShare(
        words.map(({ observedAt }) => observedAt),
        { ...span(COVERAGE_DAYS), intervalMinutes: crossing.expectedIntervalMinutes },
      ),
      medianLagMs: medianLagMs(words),
      words: words.length,
    },
    survival:
      survival === null || speaker === undefined
        ? null
        : {
            day: survival.day,
            cause: survival.cause,
            scope: speaker.scope,
            remaining: speaker.remaining,
          },
  };
}

/**
 * The board of the asker's firm.
 * @param input.present statuses already at hand for now; null: they are read
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function getBoard(
  ctx: ServiceContext,
  input: { readonly present: readonly CrossingStatus[] | null },
): Promise<FirmBoard> {
  const { membership } = await assertInFirm(ctx, "firm.read");
  const { database, now } = ctx;
  const { firmId, role, name, timeZone } = membership;
  const [corridors, registry] = await Promise.all([
    readCorridors(database, firmId),
    listCrossings(database, now),
  ]);
  const wanted = new Set(corridors.flatMap(({ crossingIds }) => crossingIds));
  const crossings = registry.filter(({ id }) => wanted.has(id));
  const board = { at: now, firm: { id: firmId, name, timeZone }, role };
  if (crossings.length === 0) {
    const rows: CorridorRow[] = [];
    return {
      ...board,
      corridors: corridors.map(({ crossingIds: _, ...one }) => ({ ...one, rows })),
    };
  }
  const [statuses, words, ribbonsOf] = await Promise.all([
    input.present ?? readStatuses(database, crossings, { at: now, known: "now", now }),
    readWords(
      database,
      crossings.map(({ id }) => id),
      now,
    ),
    readRibbons(ctx, crossings, corridors),
  ]);
  const byId = new Map(crossings.map((crossing) => [crossing.id, crossing]));
  const statusOf = new Map(statuses.map((status) => [status.crossingId, status]));
  const survivalOf = survivalReader(ctx);
  const lanes = corridors.flatMap((corridor) =>
    corridor.crossingIds.map((crossingId) => ({
      crossingId,
      lane: laneOf(statusOf.get(crossingId), corridorLane(corridor)),
    })),
  );
  const silenceOf = await readSilences(database, lanes, now);
  return {
    ...board,
    corridors: await Promise.all(
      corridors.map(async (corridor): Promise<CorridorBoard> => {
        const { crossingIds, ...rest } = corridor;
        const there = crossingIds.flatMap((id) => byId.get(id) ?? []);
        const rows = there.map((crossing) => {
          const status = statusOf.get(crossing.id);
          return toRow(ctx, {
            corridor,
            crossing,
            status,
            words: words.get(crossing.id) ?? [],
            ribbons: ribbonsOf.get(crossing.id) ?? [],
            survivalOf,
            silenceOf,
          });
        });
        return { ...rest, rows: await Promise.all(rows) };
      }),
    ),
  };
}
