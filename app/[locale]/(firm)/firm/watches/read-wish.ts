/** What the address, or a form, says of the watch that is to be made. */
import { STATE_EVENTS, type StateEvent } from "#server/domain/watch-rule.ts";
import { USUAL_TIMING } from "#server/domain/watch-timing.ts";

/** Values by name; of several with one name, all. */
export type WishSource = (name: string) => readonly string[];

export const RULE_KINDS = [
  "state",
  "level",
  "figure",
  "silence",
  "closure_longer",
  "planned",
] as const;

/** What a dispatcher most often wants. */
export const USUAL_EVENTS: readonly StateEvent[] = [
  "closed",
  "restricted",
  "opened",
  "first_movement",
  "announced_reopening",
  "exception_opened",
];

/** The fields that the address carries from the form to the one that saves. */
export const WISH_FIELDS = [
  "subject",
  "kind",
  "on",
  "direction",
  "mode",
  "level",
  "metric",
  "above",
  "clearBelow",
  "hours",
  "digest",
  "quietFrom",
  "quietTo",
  "breakThrough",
  "cap",
] as const;

const orNull = (text: string | undefined): string | null =>
  text === undefined || text === "" ? null : text;
const numberOr = <Other>(text: string | undefined, other: Other): number | Other =>
  orNull(text) === null ? other : Number(text);

function readSubject(text: string) {
  const colon = text.indexOf(":");
  const kind = text.slice(0, colon);
  return { kind, [kind]: text.slice(colon + 1) };
}

function readRule(from: WishSource) {
  const one = (name: string) => from(name)[0];
  const kind = one("kind") ?? "state";
  const lanes = { direction: orNull(one("direction")), mode: orNull(one("mode")) };
  const hours = numberOr(one("hours"), null);
  switch (kind) {
    case "level":
      return { kind, atLeast: numberOr(one("level"), null) };
    case "figure":
      return {
        kind,
        metric: one("metric"),
        side: null,
        above: numberOr(one("above"), null),
        clearBelow: numberOr(one("clearBelow"), null),
      };
    case "silence":
      return { kind, hours };
    case "closure_longer":
      return { kind, hours, ...lanes };
    case "planned":
      return { kind, leadHours: hours, ...lanes };
    default:
      return { kind, on: STATE_EVENTS.filter((event) => from("on").includes(event)), ...lanes };
  }
}

function readTiming(from: WishSource) {
  const one = (name: string) => from(name)[0];
  const [fromHour, toHour] = [numberOr(one("quietFrom"), null), numberOr(one("quietTo"), null)];
  const breakThroughLevel = numberOr(one("breakThrough"), null);
  const hasQuiet = fromHour !== null && toHour !== null;
  return {
    ...USUAL_TIMING,
    digestHour: numberOr(one("digest"), null),
    quiet: hasQuiet ? { fromHour, toHour, breakThroughLevel } : null,
    capPerHour: numberOr(one("cap"), USUAL_TIMING.capPerHour),
  };
}

/** As the procedures take it, not checked yet; null: nothing was asked. */
export function readWish(from: WishSource) {
  const subject = from("subject")[0];
  if (subject === undefined || subject === "") return null;
  return { subject: readSubject(subject), rule: readRule(from), timing: readTiming(from) };
}
