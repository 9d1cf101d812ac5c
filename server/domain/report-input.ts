/**
 * What anybody may send as a report: one schema for the form, tRPC and REST.
 * Strict: an unknown field is refused, so that a misspelt one is never silently lost.
 */
import { z } from "zod";
import {
  BASES,
  CAUSES,
  CLAIMABLE_STATES,
  type Claim,
  EXCEPTION_CLASSES,
  METRICS,
  OUTLOOKS,
  POSTURES,
  TRACKS,
} from "./claim.ts";
import { CountryCode, type Crossing, CrossingId, LaneId, MODES } from "./crossing.ts";
import type { FieldProblem } from "./errors.ts";
import { faultText } from "./fault.ts";
import { InstantText } from "./instant-text.ts";
import { isStorable } from "./parse-input.ts";
import { addMs, DAY_MS, type Instant, instantBound, MINUTE_MS } from "./time.ts";
import { findWordRange, WORD_RANGES } from "./words.ts";

/** Largest count that anybody may claim; more is a typing error. Entities. */
export const MAX_COUNT = 10_000_000;
/** How far a clock may run ahead before `observedAt` is refused. */
export const MAX_FUTURE_MS = 10 * MINUTE_MS;
/** Nothing is reported from before this; the record begins in 2011. */
export const EARLIEST_OBSERVED_AT: Instant = "2000-01-01T00:00:00.000Z";
/** How far ahead an end or a reopening may be said. */
const MAX_AHEAD_MS = 366 * DAY_MS;
export const MAX_CLAIMS = 50;
export const MAX_NOTE_LENGTH = 2_000;

const Count = z
  .number({ error: faultText("wholeNumber") })
  .int(faultText("noFraction"))
  .min(0, faultText("negative"))
  .max(MAX_COUNT, faultText("tooMany", { most: MAX_COUNT.toLocaleString("en") }));

/** Unicode's embeddings, overrides and isolates: unseen, they turn round what stands after them on a page. */
const DIRECTION_CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g;

/** Text that Postgres can keep, and that leaves the text around it alone. */
const Text = z
  .string()
  .refine(isStorable, faultText("noCharacter"))
  .overwrite((text) => text.replace(DIRECTION_CONTROLS, ""));

const DirectionText = z
  .string()
  .regex(/^[A-Z]{2}-[A-Z]{2}$/, "a direction is FROM-TO, such as PK-AF");

const ExceptionInput = z.strictObject({
  class: z.enum(EXCEPTION_CLASSES),
  direction: DirectionText.nullish(),
  mode: z.enum(MODES).nullish(),
  state: z.enum(CLAIMABLE_STATES).default("open"),
});

const StateInput = z.strictObject({
  kind: z.literal("state"),
  lanes: z.array(LaneId).min(1, "name at least one lane").max(16),
  value: z.enum(CLAIMABLE_STATES),
  track: z.enum(TRACKS).default("observed"),
  exceptions: z.array(ExceptionInput).max(20).default([]),
  since: InstantText.nullish(),
  until: InstantText.nullish(),
  cause: z.enum(CAUSES).nullish(),
  conditions: z
    .array(Text.pipe(z.string().trim().min(1).max(80)))
    .max(10)
    .default([]),
  expectedReopeningAt: InstantText.nullish(),
});

const CountInput = z
  .strictObject({
    kind: z.literal("count"),
    metric: z.enum(METRICS),
    side: CountryCode.nullish(),
    lane: LaneId.nullish(),
    /** One number; instead of low and high. */
    exact: Count.nullish(),
    low: Count.nullish(),
    best: Count.nullish(),
    /** Absent with a low: no upper bound ("more than 5,000"). */
    high: Count.nullish(),
    /** A word of the printed table ("hundreds"); instead of numbers. */
    word: z.string().max(40).nullish(),
    basis: z.enum(BASES),
    what: Text.pipe(z.string().trim().max(200)).nullish(),
  })
  .superRefine((count, ctx) => {
    const fail = (path: string, message: string) =>
      ctx.addIssue({ code: "custom", path: [path], message });
    const isRange = [count.low, count.high].some((n) => n !== null && n !== undefined);
    const given = [count.exact ?? null, count.word ?? null, isRange ? 0 : null];
    if (given.filter((part) => part !== null).length !== 1) {
      fail("exact", faultText("oneOfCounts"));
    }
    if (count.word && findWordRange(count.word) === null) {
      fail("word", faultText("notInTable", { choices: Object.keys(WORD_RANGES).join(", ") }));
    }
    if (count.side && count.lane) fail("lane", "give a side or a lane, not both");
    const low = count.low ?? 0;
    if (count.high != null && low > count.high) fail("low", faultText("lowAboveHigh"));
    if (
      count.best != null &&
      (count.best < low || (count.high != null && count.best > count.high))
    ) {
      fail("best", "lies outside low and high");
    }
  });

const ClaimInput = z.discriminatedUnion("kind", [
  StateInput,
  CountInput,
  z.strictObject({ kind: z.literal("posture"), side: CountryCode, value: z.enum(POSTURES) }),
  z.strictObject({
    kind: z.literal("outlook"),
    value: z.enum(OUTLOOKS),
    quote: Text.pipe(z.string().trim().min(1).max(200)),
  }),
  z.strictObject({ kind: z.literal("no_change") }),
]);
type ClaimInput = z.output<typeof ClaimInput>;

/** Clocks that lost their battery begin in 1970 or 2000; more than a century off is no clock. Milliseconds. */
const MAX_SKEW_MS = 100 * 366 * DAY_MS;

const DeviceInput = z
  .strictObject({
    /** The device's clock when it sent this; another when it is sent again. */
    sentAt: InstantText.nullish(),
    /** How far the device's clock was ahead of ours when the report was made, as far as it knew. Milliseconds. */
    skewMs: z.number().int().min(-MAX_SKEW_MS).max(MAX_SKEW_MS).nullish(),
    /** How far off `skewMs` may be. Milliseconds. */
    uncertaintyMs: z.number().int().min(0).max(DAY_MS).nullish(),
  })
  .refine(({ sentAt, skewMs }) => sentAt != null || skewMs != null, "give sentAt, skewMs or both");

export const ReportInput = z.strictObject({
  /** Made by the sender (UUID, version 7 preferred): the same id twice is one report. */
  id: z.uuid("must be a UUID made by the sender"),
  crossing: CrossingId,
  /** When it was seen, with its zone; with `device` as the device's own clock had it. */
  observedAt: InstantText,
  /** The clock by which it was seen; without it that clock is taken to be right. */
  device: DeviceInput.nullish(),
  claims: z.array(ClaimInput).min(1, faultText("sayOne")).max(MAX_CLAIMS),
  /** For the desk only; never public. */
  note: Text.pipe(z.string().trim().max(MAX_NOTE_LENGTH)).nullish(),
  /** The own report whose place this one takes: its newest version. */
  corrects: z.uuid("is no report's id").nullish(),
});
export type ReportInput = z.output<typeof ReportInput>;

function toClaim(input: ClaimInput): Claim {
  switch (input.kind) {
    case "state":
      return {
        kind: "state",
        lanes: [...new Set(input.lanes)],
        value: input.value,
        track: input.track,
        exceptions: input.exceptions.map((e) => ({
          class: e.class,
          direction: e.direction ?? null,
          mode: e.mode ?? null,
          state: e.state,
        })),
        since: input.since ? instantBound(input.since) : null,
        hold: input.until
          ? { kind: "until", bound: instantBound(input.until), basis: "planned" }
          : { kind: "next" },
        cause: input.cause ?? null,
        conditions: input.conditions,
        expectedReopeningAt: input.expectedReopeningAt ?? null,
      };
    case "count": {
      const range = input.word ? findWordRange(input.word) : null;
      const exact = input.exact ?? null;
      return {
        kind: "count",
        metric: input.metric,
        side: input.side ?? null,
        lane: input.lane ?? null,
        low: exact ?? range?.low ?? input.low ?? 0,
        best: exact ?? input.best ?? null,
        high: exact ?? (range ? range.high : (input.high ?? null)),
        basis: input.basis,
        asGiven: input.word ?? null,
        what: input.what ?? null,
        period: null,
      };
    }
    default:
      return input;
  }
}

/** The claims of a report as the core reads them; words become ranges by the printed table. */
export function readClaims(input: ReportInput): Claim[] {
  return input.claims.map(toClaim);
}

/** What a claim is about, in words; a report says one thing of each. */
function subjectsOf(claim: ClaimInput): string[] {
  switch (claim.kind) {
    case "state":
      return claim.lanes.map((lane) => `${claim.track} ${lane}`);
    case "count":
      return [`${claim.metric} ${claim.side ?? claim.lane ?? "of the crossing"}`];
    case "posture":
      return [`the posture of ${claim.side}`];
    default:
      return [claim.kind];
  }
}

/**
 * What in a report does not fit its crossing or the clock, field by field; empty when all is well.
 * @param input with `observedAt` by our clock (see device-clock.ts)
 * @param now server time; `observedAt` may be at most `MAX_FUTURE_MS` ahead of it
 */
export function findMisfits(input: ReportInput, crossing: Crossing, now: Instant): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const lanes = new Set(crossing.lanes.map((lane) => lane.id));
  const directions = new Set(crossing.lanes.map((lane) => lane.direction));
  const modes = new Set<string>(crossing.lanes.map((lane) => lane.mode));
  const countries = new Set(crossing.sides.map((side) => side.country));
  const add = (path: string, message: string) => problems.push({ path, message });
  const check = (path: string, noun: string, known: ReadonlySet<string>, given: string) => {
    if (known.has(given)) return;
    const wrong = `${crossing.name} has no ${noun} ${given}; its ${noun}s are`;
    add(path, `${wrong} ${[...known].join(", ")}`);
  };
  if (input.observedAt > addMs(now, MAX_FUTURE_MS)) {
    add("observedAt", faultText("inFuture", { now }));
  }
  if (input.observedAt < EARLIEST_OBSERVED_AT) {
    add("observedAt", faultText("before2000"));
  }
  input.claims.forEach((claim, i) => {
    const at = `claims.${i}`;
    if (claim.kind === "state") {
      claim.lanes.forEach((lane, j) => {
        check(`${at}.lanes.${j}`, "lane", lanes, lane);
      });
      claim.exceptions.forEach((exception, j) => {
        const { direction, mode } = exception;
        if (direction) check(`${at}.exceptions.${j}.direction`, "direction", directions, direction);
        if (mode) check(`${at}.exceptions.${j}.mode`, "mode", modes, mode);
      });
      if (claim.since && claim.since > addMs(input.observedAt, MAX_FUTURE_MS)) {
        add(`${at}.since`, "lies after the report was observed");
      }
      if (claim.since && claim.since < EARLIEST_OBSERVED_AT) {
        add(`${at}.since`, faultText("before2000"));
      }
      if (claim.until && claim.until <= (claim.since ?? input.observedAt)) {
        add(`${at}.until`, "lies before the state began");
      }
      for (const field of ["until", "expectedReopeningAt"] as const) {
        const end = claim[field];
        if (end && end > addMs(now, MAX_AHEAD_MS)) {
          add(`${at}.${field}`, faultText("yearAhead"));
        }
        if (end && end < input.observedAt) add(`${at}.${field}`, faultText("beforeSeen"));
      }
    }
    if (claim.kind === "count" && claim.lane) check(`${at}.lane`, "lane", lanes, claim.lane);
    if (claim.kind === "count" && claim.side) check(`${at}.side`, "side", countries, claim.side);
    if (claim.kind === "posture") check(`${at}.side`, "side", countries, claim.side);
  });
  const subjects = input.claims.flatMap(subjectsOf);
  const twice = subjects.find((subject, i) => subjects.indexOf(subject) !== i);
  if (twice) add("claims", `says two things of ${twice}; keep one`);
  return problems;
}
