/**
 * Replay: what was shown of a crossing from instant to instant through a period, small enough to send at once.
 * Steps hold only what is new in them; `momentAt` puts them together again, on the server and in the browser.
 */
import type { ChangeDetail } from "./change.ts";
import type { ClaimableState, State } from "./claim.ts";
import type { CrossingId, LaneId } from "./crossing.ts";
import { diffStatus } from "./diff-status.ts";
import type { Freshness } from "./freshness.ts";
import type { LiveFigure } from "./live-status.ts";
import type { Known } from "./report.ts";
import type { AlertReason, Condition, CrossingStatus, ExceptionStatus } from "./status.ts";
import type { Instant, TimeBound } from "./time.ts";

/** What is shown of a crossing at an instant. */
export interface ReplayMoment {
  readonly condition: Condition;
  readonly since: TimeBound | null;
  /** In the order of the crossing's lanes. */
  readonly lanes: readonly State[];
  /** In hindsight: a lane's state holds between two documented claims (rule 7). */
  readonly recorded: boolean;
  /** The newest word about a lane that is now unknown. */
  readonly lastSeen: { readonly value: ClaimableState; readonly at: Instant } | null;
  readonly exceptions: readonly ExceptionStatus[];
  readonly figures: readonly LiveFigure[];
  readonly level: CrossingStatus["alert"]["level"];
  /** The first reason for that level. */
  readonly reason: AlertReason | null;
  readonly freshness: Freshness;
  readonly lastWordAt: Instant | null;
}

/** What is new at an instant; the first step of a crossing holds every piece. */
export type ReplayStep = { readonly at: Instant } & {
  readonly [Piece in keyof ReplayMoment]?: ReplayMoment[Piece] | undefined;
};

export interface ReplayCrossing {
  readonly id: CrossingId;
  readonly lanes: readonly LaneId[];
  /** Oldest first, never empty; the first is at the period's beginning. */
  readonly steps: readonly ReplayStep[];
}

export interface Replay {
  readonly from: Instant;
  readonly to: Instant;
  readonly known: Known;
  /** Changes are told to the end of so many minutes at the coarsest; null: each at its own instant. */
  readonly stepMinutes: number | null;
  readonly crossings: readonly ReplayCrossing[];
}

function newestSeen(lanes: CrossingStatus["lanes"]): ReplayMoment["lastSeen"] {
  return lanes.reduce<ReplayMoment["lastSeen"]>((newest, { lastSeen }) => {
    if (lastSeen === null) return newest;
    return newest === null || lastSeen.at > newest.at ? lastSeen : newest;
  }, null);
}

/** A list of public fields: what is added to a status stays out by default. */
export function toMoment(status: CrossingStatus): ReplayMoment {
  return {
    condition: status.condition,
    since: status.since,
    lanes: status.lanes.map(({ value }) => value),
    recorded: status.lanes.some(({ recorded }) => recorded),
    lastSeen: newestSeen(status.lanes),
    exceptions: status.exceptions,
    figures: status.figures.map(({ claims: _claims, bestRule: _rule, ...figure }) => figure),
    level: status.alert.level,
    reason: status.alert.reasons[0] ?? null,
    freshness: status.freshness,
    lastWordAt: status.lastWordAt,
  };
}

/** Moments as steps: the first whole, each other one only with its new pieces; those without any are left out. */
export function toSteps(
  moments: readonly { readonly at: Instant; readonly moment: ReplayMoment }[],
): ReplayStep[] {
  const steps: ReplayStep[] = [];
  let before: Map<string, string> = new Map();
  for (const { at, moment } of moments) {
    const texts = new Map(
      Object.entries(moment).map(([key, piece]) => [key, JSON.stringify(piece)]),
    );
    const isNew = (key: string) => texts.get(key) !== before.get(key);
    const pieces: Partial<ReplayMoment> = Object.fromEntries(
      Object.entries(moment).filter(([key]) => isNew(key)),
    );
    if (Object.keys(pieces).length > 0) steps.push({ at, ...pieces });
    before = texts;
  }
  return steps;
}

const NOTHING: ReplayMoment = {
  condition: "unknown",
  since: null,
  lanes: [],
  recorded: false,
  lastSeen: null,
  exceptions: [],
  figures: [],
  level: 1,
  reason: null,
  freshness: "silent",
  lastWordAt: null,
};

/** The pieces of a step that are there. */
function piecesOf({ at: _at, ...pieces }: ReplayStep): Partial<ReplayMoment> {
  return Object.fromEntries(Object.entries(pieces).filter(([, piece]) => piece !== undefined));
}

/** What is shown at `at`: every step up to it, put together. */
export function momentAt(steps: readonly ReplayStep[], at: Instant): ReplayMoment {
  let moment = NOTHING;
  for (const step of steps) {
    if (step.at > at && moment !== NOTHING) break;
    moment = { ...moment, ...piecesOf(step) };
  }
  return moment;
}

/** A moment as `diffStatus` reads a status: states, exceptions, figures and level. */
function comparable(moment: ReplayMoment, lanes: readonly LaneId[]) {
  return {
    lanes: moment.lanes.map((value, index) => ({
      lane: lanes[index] ?? "",
      value,
      // What was only announced is no piece of a moment.
      announced: { value },
    })),
    exceptions: moment.exceptions,
    figures: moment.figures,
    postures: [],
    alert: { level: moment.level },
    trend: "unclear" as const,
  };
}

export interface ReplayChange {
  readonly at: Instant;
  readonly id: CrossingId;
  /** Never empty. */
  readonly details: readonly ChangeDetail[];
}

/** What changed for the public through the period, oldest first; a step in which only an age is new is no change. */
export function replayChanges(crossings: readonly ReplayCrossing[]): ReplayChange[] {
  return crossings
    .flatMap(({ id, lanes, steps }) => {
      let before: ReplayMoment | null = null;
      return steps.flatMap((step): ReplayChange[] => {
        const was = before;
        const is: ReplayMoment = { ...(was ?? NOTHING), ...piecesOf(step) };
        before = is;
        if (was === null) return [];
        const details = diffStatus(comparable(was, lanes), comparable(is, lanes));
        return details.length === 0 ? [] : [{ at: step.at, id, details }];
      });
    })
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
}

export interface ReplayNeighbours {
  /** The last changes up to the instant: what led to what is shown. All of one instant. */
  readonly said: readonly ReplayChange[];
  readonly previousAt: Instant | null;
  readonly nextAt: Instant | null;
}

/** The changes around an instant. `changes` as `replayChanges` gives them. */
export function neighboursOf(changes: readonly ReplayChange[], at: Instant): ReplayNeighbours {
  const last = changes.findLast((change) => change.at <= at)?.at ?? null;
  return {
    said: changes.filter((change) => change.at === last),
    previousAt: changes.findLast((change) => change.at < at)?.at ?? null,
    nextAt: changes.find((change) => change.at > at)?.at ?? null,
  };
}
