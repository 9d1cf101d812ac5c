/** What the address, or a form, says of the watch that is to be made or changed. */
import type { SearchParams } from "#app/view-query.ts";
import type { WatchSubject } from "#server/domain/watch.ts";
import {
  type LaneScope,
  STATE_EVENTS,
  type StateEvent,
  type WatchRule,
} from "#server/domain/watch-rule.ts";
import { USUAL_TIMING, type WatchTiming } from "#server/domain/watch-timing.ts";

/** Values by name; of several with one name, all. */
export type WishSource = (name: string) => readonly string[];

export const wishIn =
  (query: SearchParams): WishSource =>
  (name) =>
    [query[name] ?? []].flat();

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
  "side",
  "above",
  "clearBelow",
  "hours",
  "digest",
  "quietFrom",
  "quietTo",
  "breakThrough",
  "gather",
  "damp",
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
        side: orNull(one("side")),
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
    digestHour: numberOr(one("digest"), null),
    quiet: hasQuiet ? { fromHour, toHour, breakThroughLevel } : null,
    gatherMinutes: numberOr(one("gather"), USUAL_TIMING.gatherMinutes),
    dampMinutes: numberOr(one("damp"), USUAL_TIMING.dampMinutes),
    capPerHour: numberOr(one("cap"), USUAL_TIMING.capPerHour),
  };
}

/** As the procedures take it, not checked yet; null: nothing was asked. */
export function readWish(from: WishSource) {
  const subject = from("subject")[0];
  if (subject === undefined || subject === "") return null;
  return { subject: readSubject(subject), rule: readRule(from), timing: readTiming(from) };
}

interface Wish {
  readonly subject: WatchSubject;
  readonly rule: WatchRule;
  readonly timing: WatchTiming;
}

const textOf = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? "" : String(value);

const laneFields = ({ direction, mode }: LaneScope) => ({
  direction: textOf(direction),
  mode: textOf(mode),
});

function ruleFields(rule: WatchRule): Partial<Record<(typeof WISH_FIELDS)[number], string>> {
  switch (rule.kind) {
    case "state":
      return laneFields(rule);
    case "level":
      return { level: textOf(rule.atLeast) };
    case "figure":
      return {
        metric: rule.metric,
        side: textOf(rule.side),
        above: textOf(rule.above),
        clearBelow: textOf(rule.clearBelow),
      };
    case "silence":
      return { hours: textOf(rule.hours) };
    case "closure_longer":
      return { hours: textOf(rule.hours), ...laneFields(rule) };
    case "planned":
      return { hours: textOf(rule.leadHours), ...laneFields(rule) };
  }
}

/** The fields of a watch that there is, as the form would send them: `readWish` reads the same watch from them. */
export function wishOf({ subject, rule, timing }: Wish): WishSource {
  const { digestHour, quiet, gatherMinutes, dampMinutes, capPerHour } = timing;
  const fields: Readonly<Record<string, string>> = {
    subject: Object.values(subject).join(":"),
    kind: rule.kind,
    ...ruleFields(rule),
    digest: textOf(digestHour),
    quietFrom: textOf(quiet?.fromHour),
    quietTo: textOf(quiet?.toHour),
    breakThrough: textOf(quiet?.breakThroughLevel),
    gather: textOf(gatherMinutes),
    damp: textOf(dampMinutes),
    cap: textOf(capPerHour),
  };
  // Whoever turns another rule into one of states begins with the usual ones.
  const events = rule.kind === "state" ? rule.on : USUAL_EVENTS;
  return (name) => {
    if (name === "on") return events;
    const value = fields[name];
    return value === undefined ? [] : [value];
  };
}
