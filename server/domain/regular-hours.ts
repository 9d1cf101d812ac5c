/**
 * Opening hours are what holds when nothing else is announced. A holiday, a planned closure or a special opening takes
 * their place while it lasts, whenever it was announced; so does whatever was announced after them. Of two sets of hours
 * by one authority the later counts while it lasts (Ramadan within the winter's), of two authorities' the stricter: a
 * lane crosses both sides.
 *
 * What takes their place is cut out of them, so that whoever reads the statements need not know.
 */
import { type StateClaim, strictness } from "./claim.ts";
import type { LaneStatement } from "./lane-statement.ts";
import type { Instant } from "./time.ts";

/** As announcement.ts makes them: a planned end and the cause `administrative`. */
export const isOfHours = ({ track, hold, cause }: StateClaim): boolean =>
  track === "announced" &&
  hold.kind === "until" &&
  hold.basis === "planned" &&
  cause === "administrative";

interface Span {
  readonly fromAt: Instant;
  readonly toAt: Instant;
}

const FOREVER = "9999-12-31T23:59:59.999Z";

function without({ fromAt, toAt }: Span, taken: Span): Span[] {
  if (taken.toAt <= fromAt || toAt <= taken.fromAt) return [{ fromAt, toAt }];
  const before = { fromAt, toAt: taken.fromAt };
  const after = { fromAt: taken.toAt, toAt };
  return [before, after].filter((span) => span.fromAt < span.toAt);
}

type Beats = (other: LaneStatement, hours: LaneStatement) => boolean;

const isSaidLaterByItself: Beats = (other, hours) =>
  other.source.id === hours.source.id && other.observedAt > hours.observedAt;

const isStricterOfAnother: Beats = (other, hours) =>
  other.source.id !== hours.source.id && strictness(other.value) > strictness(hours.value);

/** What is restricted for a month is shut at night all the same. */
const takesThePlace: Beats = (other, hours) => {
  if (other.value === "restricted" && hours.value !== "open") return false;
  const hasOwnEnd = other.endAt !== null && other.documentedUntilAt === null;
  return hasOwnEnd || (other.observedAt > hours.observedAt && other.value !== "open");
};

/** Without an end it lasts until something else is announced. */
function spanOf({ startAt, endAt }: LaneStatement, starts: readonly Instant[]): Span {
  return { fromAt: startAt, toAt: endAt ?? starts.find((at) => at > startAt) ?? FOREVER };
}

function cut(
  hours: readonly LaneStatement[],
  others: readonly { readonly statement: LaneStatement; readonly span: Span }[],
  beats: Beats,
): LaneStatement[] {
  return hours.flatMap((one) => {
    const { startAt, endAt } = one;
    if (endAt === null || startAt >= endAt) return [one];
    const whole = { fromAt: startAt, toAt: endAt };
    const taken = others.filter(
      ({ statement, span }) =>
        span.fromAt < endAt && span.toAt > startAt && statement !== one && beats(statement, one),
    );
    if (taken.length === 0) return [one];
    const left = taken.reduce<Span[]>(
      (spans, { span }) => spans.flatMap((part) => without(part, span)),
      [whole],
    );
    return left.map(({ fromAt, toAt }) => ({
      ...one,
      startAt: fromAt,
      possibleFromAt: fromAt,
      endAt: toAt,
      possibleUntilAt: toAt,
      lastSaidAt: toAt,
    }));
  });
}

/**
 * What is announced of one lane, with hours only where they count.
 * @param announced in any order; input is not changed
 */
export function giveWay(announced: readonly LaneStatement[]): LaneStatement[] {
  const hours = announced.filter(({ isHours }) => isHours);
  if (hours.length === 0) return [...announced];
  const others = announced.filter(({ isHours }) => !isHours);
  const starts = others.map(({ startAt }) => startAt).sort();
  const spans = (statements: readonly LaneStatement[]) =>
    statements.map((statement) => ({ statement, span: spanOf(statement, starts) }));
  const latest = cut(hours, spans(hours), isSaidLaterByItself);
  const strictest = cut(latest, spans(latest), isStricterOfAnother);
  return [...others, ...cut(strictest, spans(others), takesThePlace)];
}
