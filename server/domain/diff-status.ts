/** What changed from one status to the next, as the details of one change. */
import type { ChangeDetail, ChangeRange } from "./change.ts";
import type {
  CrossingStatus,
  ExceptionStatus,
  Figure,
  LaneStatus,
  PostureStatus,
} from "./status.ts";

type ComparedFigure = Pick<Figure, "metric" | "side" | "lane" | "low" | "best" | "high">;

/** What of a status is compared: whatever has these parts can be. */
interface Compared {
  readonly lanes: readonly (Pick<LaneStatus, "lane" | "value"> & {
    readonly basis?: LaneStatus["basis"];
    readonly announced: Pick<LaneStatus["announced"], "value">;
  })[];
  readonly exceptions: readonly ExceptionStatus[];
  readonly figures: readonly ComparedFigure[];
  readonly postures: readonly Pick<PostureStatus, "side" | "value">[];
  readonly alert: Pick<CrossingStatus["alert"], "level">;
  readonly trend: CrossingStatus["trend"];
}

const exceptionKey = (e: ExceptionStatus): string => `${e.class} ${e.direction} ${e.mode}`;
const figureKey = (f: ComparedFigure): string => `${f.metric} ${f.side} ${f.lane}`;
const rangeOf = (f: ComparedFigure | undefined): ChangeRange | null =>
  f === undefined ? null : { low: f.low, best: f.best, high: f.high };
const isSameRange = (a: ChangeRange | null, b: ChangeRange | null): boolean =>
  a?.low === b?.low && a?.best === b?.best && a?.high === b?.high;

function laneChanges(before: Compared, after: Compared): ChangeDetail[] {
  return after.lanes.flatMap((lane): ChangeDetail[] => {
    const was = before.lanes.find((other) => other.lane === lane.lane);
    const from = was?.value ?? "unknown";
    const announcedFrom = was?.announced.value ?? "unknown";
    return [
      ...(from === lane.value
        ? []
        : [
            {
              kind: "lane" as const,
              lane: lane.lane,
              from,
              to: lane.value,
              ...(lane.basis === "announced" ? { basis: lane.basis } : {}),
            },
          ]),
      ...(announcedFrom === lane.announced.value || lane.announced.value === lane.value
        ? []
        : [
            {
              kind: "announcement" as const,
              lane: lane.lane,
              from: announcedFrom,
              to: lane.announced.value,
            },
          ]),
    ];
  });
}

function exceptionChanges(before: Compared, after: Compared): ChangeDetail[] {
  const was = new Map(before.exceptions.map((e) => [exceptionKey(e), e]));
  const is = new Map(after.exceptions.map((e) => [exceptionKey(e), e]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): ChangeDetail[] => {
    const from = was.get(key);
    const to = is.get(key);
    const subject = to ?? from;
    if (subject === undefined || from?.state === to?.state) return [];
    return [
      {
        kind: "exception",
        class: subject.class,
        direction: subject.direction,
        mode: subject.mode,
        from: from?.state ?? null,
        to: to?.state ?? null,
      },
    ];
  });
}

function figureChanges(before: Compared, after: Compared): ChangeDetail[] {
  const was = new Map(before.figures.map((f) => [figureKey(f), f]));
  const is = new Map(after.figures.map((f) => [figureKey(f), f]));
  return [...new Set([...was.keys(), ...is.keys()])].flatMap((key): ChangeDetail[] => {
    const subject = is.get(key) ?? was.get(key);
    const from = rangeOf(was.get(key));
    const to = rangeOf(is.get(key));
    if (subject === undefined || isSameRange(from, to)) return [];
    const { metric, side, lane } = subject;
    return [{ kind: "figure", metric, side, lane, from, to }];
  });
}

function postureChanges(before: Compared, after: Compared): ChangeDetail[] {
  const sides = new Set([...before.postures, ...after.postures].map((p) => p.side));
  return [...sides].flatMap((side): ChangeDetail[] => {
    const from = before.postures.find((p) => p.side === side)?.value ?? null;
    const to = after.postures.find((p) => p.side === side)?.value ?? null;
    return from === to ? [] : [{ kind: "posture", side, from, to }];
  });
}

/** Details of the change from `before` to `after`, lanes first; empty when the public sees no difference. */
export function diffStatus(before: Compared, after: Compared): ChangeDetail[] {
  const details = [
    ...laneChanges(before, after),
    ...exceptionChanges(before, after),
    ...figureChanges(before, after),
    ...postureChanges(before, after),
  ];
  if (before.alert.level !== after.alert.level) {
    details.push({ kind: "level", from: before.alert.level, to: after.alert.level });
  }
  if (before.trend !== after.trend) {
    details.push({ kind: "trend", from: before.trend, to: after.trend });
  }
  return details;
}
