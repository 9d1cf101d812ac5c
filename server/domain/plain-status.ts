/**
 * What the plain sentence of a crossing says, before it is put into words of a language: lanes that say the same are
 * said once, those of a mode in both directions together. Nothing in it is free text.
 */
import type { ClaimableState, ExceptionClass, State } from "./claim.ts";
import type { Direction, LaneId } from "./crossing.ts";
import { currentUntil } from "./freshness.ts";
import type { LiveLane, LiveStatus } from "./live-status.ts";
import { MODES, type Mode } from "./mode.ts";
import type { ExceptionStatus } from "./status.ts";
import type { Instant, TimeBound } from "./time.ts";

/** Which lanes. */
export interface LaneScope {
  /** In order of `MODES`, never empty; null: every mode that the crossing has. */
  readonly modes: readonly Mode[] | null;
  /** null: both. */
  readonly direction: Direction | null;
}

export type PlainState = LaneScope &
  (
    | { readonly value: ClaimableState; readonly since: TimeBound | null }
    /** `lastSeen` null: nobody has ever said. */
    | {
        readonly value: "unknown";
        readonly lastSeen: { readonly value: ClaimableState; readonly at: Instant } | null;
      }
  );

export interface PlainException {
  /** Each once, never empty. */
  readonly classes: readonly ExceptionClass[];
  readonly direction: Direction | null;
  /** null: not said, or plain from the class itself. */
  readonly mode: Mode | null;
  readonly state: ExceptionStatus["state"];
}

/**
 * Why a state is less sure than it sounds. `announced_only`: said so, not seen so. `announced_otherwise`: seen so, and
 * announced differently. `announced_open`: announced as open, seen by nobody. `contested`: sources saw different things.
 */
export interface PlainDoubt extends LaneScope {
  readonly kind: "announced_only" | "announced_otherwise" | "announced_open" | "contested";
}

export interface PlainStatus {
  /** What is said of most lanes first, what is not known last; empty for a crossing without lanes. */
  readonly states: readonly PlainState[];
  readonly exceptions: readonly PlainException[];
  readonly doubts: readonly PlainDoubt[];
}

interface LaneParts {
  readonly mode: Mode;
  readonly direction: Direction;
}

function partsOf(lane: LaneId): LaneParts {
  const [direction = "", named] = lane.split("/");
  return { direction, mode: MODES.find((mode) => mode === named) ?? "truck" };
}

/** The scopes that together name exactly `some` of `all` lanes, those in both directions first. */
function scopesOf(some: readonly LiveLane[], all: readonly LiveLane[]): LaneScope[] {
  const every = all.map(({ lane }) => partsOf(lane));
  const named = some.map(({ lane }) => partsOf(lane));
  const modesAmong = (lanes: readonly LaneParts[]) =>
    MODES.filter((mode) => lanes.some((lane) => lane.mode === mode));
  const allModes = modesAmong(every);
  const countOf = (lanes: readonly LaneParts[], mode: Mode) =>
    lanes.filter((lane) => lane.mode === mode).length;
  const isWhole = (mode: Mode) => countOf(named, mode) === countOf(every, mode);
  const scope = (modes: readonly Mode[], direction: Direction | null): LaneScope[] => {
    if (modes.length === 0) return [];
    return [{ modes: modes.length === allModes.length ? null : modes, direction }];
  };
  const partly = named.filter(({ mode }) => !isWhole(mode));
  const directions = [...new Set(partly.map(({ direction }) => direction))];
  return [
    ...scope(modesAmong(named).filter(isWhole), null),
    ...directions.flatMap((direction) =>
      scope(modesAmong(partly.filter((lane) => lane.direction === direction)), direction),
    ),
  ];
}

const ORDER: Readonly<Record<State, number>> = { closed: 0, restricted: 1, open: 2, unknown: 3 };

/** Lanes of which the sentence says the same; of unknown ones the newest sight counts. */
const sameness = ({ value, since, lastSeen }: LiveLane): string =>
  value === "unknown" ? `unknown ${lastSeen?.value ?? ""}` : `${value} ${since?.text ?? ""}`;

function statesOf(lanes: readonly LiveLane[]): PlainState[] {
  const groups = [...Map.groupBy(lanes, sameness).values()].sort((a, b) => {
    const [first, second] = [a[0]?.value ?? "unknown", b[0]?.value ?? "unknown"];
    if ((first === "unknown") !== (second === "unknown")) return first === "unknown" ? 1 : -1;
    return b.length - a.length || ORDER[first] - ORDER[second];
  });
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { value, since } = first;
    const lastSeen = group.reduce<LiveLane["lastSeen"]>(
      (newest, lane) =>
        lane.lastSeen !== null && (newest === null || lane.lastSeen.at > newest.at)
          ? lane.lastSeen
          : newest,
      null,
    );
    return scopesOf(group, lanes).map(
      (scope): PlainState =>
        value === "unknown" ? { ...scope, value, lastSeen } : { ...scope, value, since },
    );
  });
}

/** The class says itself what it moves on. */
const impliedMode = ({ class: name, mode }: ExceptionStatus): Mode | null =>
  name === "empty_trucks" && mode === "truck" ? null : mode;

function exceptionsOf(exceptions: readonly ExceptionStatus[]): PlainException[] {
  const groups = Map.groupBy(exceptions, (one) =>
    JSON.stringify([one.state, one.direction, impliedMode(one)]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const classes = [...new Set(group.map((one) => one.class))];
    return [{ classes, direction: first.direction, mode: impliedMode(first), state: first.state }];
  });
}

const GAPS = {
  announced: "announced_only",
  observed: "announced_otherwise",
  none: "announced_open",
} as const;

function doubtsOf(lanes: readonly LiveLane[]): PlainDoubt[] {
  const gaps = Map.groupBy(
    lanes.filter(({ gap }) => gap),
    ({ basis }) => GAPS[basis],
  );
  const contested = lanes.filter((lane) => lane.contested);
  return [
    ...[...gaps].flatMap(([kind, some]) =>
      scopesOf(some, lanes).map((scope): PlainDoubt => ({ ...scope, kind })),
    ),
    ...scopesOf(contested, lanes).map((scope): PlainDoubt => ({ ...scope, kind: "contested" })),
  ];
}

/** What the plain sentence of a status says, in the order in which it says it. */
export function plainStatus(status: Pick<LiveStatus, "lanes" | "exceptions">): PlainStatus {
  return {
    states: statesOf(status.lanes),
    exceptions: exceptionsOf(status.exceptions),
    doubts: doubtsOf(status.lanes),
  };
}

/**
 * Until when a status counts if nothing more is heard: the instant at which the first of its states would be shown as
 * unknown. null: nothing in it is known. What does not change by itself, such as a page on paper, prints it.
 */
export function countsUntil(
  status: Pick<LiveStatus, "lanes" | "expectedIntervalMinutes">,
): Instant | null {
  const ends = status.lanes.flatMap(({ value, basis, endsAt, lastWordAt }) => {
    if (value === "unknown") return [];
    if (basis === "announced" && endsAt !== null) return [endsAt];
    const fades =
      lastWordAt === null ? [] : [currentUntil(lastWordAt, status.expectedIntervalMinutes)];
    return endsAt === null ? fades : [...fades, endsAt];
  });
  return ends.reduce<Instant | null>(
    (first, end) => (first === null || end < first ? end : first),
    null,
  );
}
