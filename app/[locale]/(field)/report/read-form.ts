/**
 * Reads the report form into what `ReportInput` takes, and tells to which field a refusal of any part of it belongs.
 *
 * Nothing is judged here that the schema judges: what is no number goes on as it was typed, so that there is one place
 * that refuses and one wording.
 */
import type { ClaimableState } from "#server/domain/claim.ts";
import { CLAIMABLE_STATES } from "#server/domain/claim.ts";
import type { FieldProblem } from "#server/domain/errors.ts";
import { faultText } from "#server/domain/fault.ts";
import { type Instant, MINUTE_MS, toMs } from "#server/domain/time.ts";
import {
  COUNT_FIELDS,
  type CountField,
  EXCEPTION_ROWS,
  type FormCrossing,
  type FormProblems,
  type FormValues,
  fieldNames,
} from "./form-fields.ts";
import { instantAt } from "./local-time.ts";

interface DraftClaim {
  readonly claim: Readonly<Record<string, unknown>>;
  /** The field of each part of the claim, by the part's first word; `""` for all others. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface DraftReport {
  /** For `ReportInput` to judge. */
  readonly input: Readonly<Record<string, unknown>>;
  /** What could not even be written down as input. */
  readonly problems: FormProblems;
  /** Refusals by path (`claims.2.low`) as problems by field. */
  readonly locate: (fields: readonly FieldProblem[]) => FormProblems;
}

/** The digits of the Arabic script, which phones in the region may type, as 0 to 9. */
function latinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (code >= 0x06f0 ? 0x06f0 : 0x0660));
  });
}

/** A number, grouped or not; anything else stays as it was typed, for the schema to refuse. Empty: nothing. */
export function readCount(text: string): number | string | undefined {
  const plain = latinDigits(text.trim()).replace(/(?<=\d)[,٬\u00a0\u202f ](?=\d{3}(?:\D|$))/g, "");
  if (plain === "") return undefined;
  return /^[+-]?\d+(?:[.٫]\d+)?$/.test(plain) ? Number(plain.replace("٫", ".")) : plain;
}

function readStates(values: FormValues, crossing: FormCrossing): Map<ClaimableState, string[]> {
  const known = (text: string | undefined) => CLAIMABLE_STATES.find((state) => state === text);
  const all = known(values.all);
  const byState = new Map<ClaimableState, string[]>();
  for (const { id } of crossing.lanes) {
    const state = known(values[fieldNames.lane(id)]) ?? all;
    if (state !== undefined) byState.set(state, [...(byState.get(state) ?? []), id]);
  }
  return byState;
}

function readExceptions(values: FormValues) {
  return EXCEPTION_ROWS.flatMap((row) => {
    const of = values[fieldNames.exception(row, "class")];
    if (!of) return [];
    return [
      {
        class: of,
        direction: values[fieldNames.exception(row, "direction")] || null,
        state: values[fieldNames.exception(row, "state")] || "open",
      },
    ];
  });
}

/** `closed` before `restricted` before `open`: exceptions, cause and reopening are about the strictest. */
const STRICTEST_FIRST: readonly ClaimableState[] = ["closed", "restricted", "open"];

interface Reading {
  readonly values: FormValues;
  readonly crossing: FormCrossing;
  readonly problems: Record<string, string>;
}

function readWhen(name: string, { values, crossing, problems }: Reading): Instant | null {
  const text = values[name] ?? "";
  if (text === "") return null;
  const zone = values.zone ?? "";
  if (!crossing.sides.some((side) => side.zone === zone)) {
    problems.zone = faultText("noClock", { crossing: crossing.name, text: zone });
    return null;
  }
  const at = instantAt(text, zone);
  if (at === null) problems[name] = faultText("noClockTime");
  return at;
}

function stateClaims(reading: Reading): DraftClaim[] {
  const { values, crossing, problems } = reading;
  const byState = readStates(values, crossing);
  const exceptions = readExceptions(values);
  const expectedReopeningAt = readWhen("reopening", reading);
  const states = STRICTEST_FIRST.filter((state) => byState.has(state));
  if (states.length === 0) {
    const first = faultText("stateFirst");
    if (exceptions.length > 0) problems[fieldNames.exception(0, "class")] = first;
    if (values.cause) problems.cause = first;
    if (expectedReopeningAt !== null) problems.reopening = first;
  }
  return states.map((value, i) => ({
    claim: {
      kind: "state",
      lanes: byState.get(value),
      value,
      track: values.track || "observed",
      ...(i === 0 ? { exceptions, cause: values.cause || null, expectedReopeningAt } : {}),
    },
    fields: {
      "": "all",
      exceptions: fieldNames.exception(0, "class"),
      cause: "cause",
      track: "track",
      expectedReopeningAt: "reopening",
    },
  }));
}

function countClaim({ key, metric }: CountField, { values, crossing }: Reading): DraftClaim[] {
  const of = (part: Parameters<typeof fieldNames.count>[1]) =>
    values[fieldNames.count(key, part)] ?? "";
  const exact = readCount(of("exact"));
  const low = readCount(of("low"));
  const high = readCount(of("high"));
  const word = of("word") || undefined;
  if ([exact, low, high, word].every((part) => part === undefined)) return [];
  const place = of("place");
  const isLane = crossing.lanes.some((lane) => lane.id === place);
  return [
    {
      claim: {
        kind: "count",
        metric,
        ...(place === "" ? {} : isLane ? { lane: place } : { side: place }),
        exact,
        low,
        high,
        word,
        basis: of("basis") || undefined,
      },
      fields: {
        "": fieldNames.count(key, "exact"),
        low: fieldNames.count(key, "low"),
        high: fieldNames.count(key, "high"),
        word: fieldNames.count(key, "word"),
        basis: fieldNames.count(key, "basis"),
        side: fieldNames.count(key, "place"),
        lane: fieldNames.count(key, "place"),
      },
    },
  ];
}

function postureClaims({ values, crossing }: Reading): DraftClaim[] {
  return crossing.sides.flatMap(({ country }) => {
    const field = fieldNames.posture(country);
    const value = values[field];
    if (!value) return [];
    return [{ claim: { kind: "posture", side: country, value }, fields: { "": field } }];
  });
}

function readClaims(reading: Reading): DraftClaim[] {
  if (reading.values.claim === "no_change") {
    return [{ claim: { kind: "no_change" }, fields: { "": "form" } }];
  }
  return [
    ...stateClaims(reading),
    ...COUNT_FIELDS.flatMap((field) => countClaim(field, reading)),
    ...postureClaims(reading),
  ];
}

/** Fields of the report itself; what is not listed belongs to the form as a whole. */
const TOP_FIELDS: Readonly<Record<string, string>> = { observedAt: "seenAt", note: "note" };

function fieldOf(path: string, claims: readonly DraftClaim[]): string {
  const [top = "", index = "", part = ""] = path.split(".");
  if (top !== "claims" || index === "") return TOP_FIELDS[top] ?? "form";
  const fields = claims[Number(index)]?.fields;
  return fields?.[part] ?? fields?.[""] ?? "form";
}

/** When it was seen; in a correction whose time was left as it was, to the very instant. */
function readSeen(reading: Reading): Instant | null {
  const at = readWhen("seenAt", reading);
  const { seenBefore = "" } = reading.values;
  const isUntouched =
    at !== null && Math.floor(toMs(seenBefore) / MINUTE_MS) === toMs(at) / MINUTE_MS;
  return isUntouched ? seenBefore : at;
}

/** Reads what was typed. The first problem of a field is kept. */
export function readForm(values: FormValues, crossing: FormCrossing): DraftReport {
  const problems: Record<string, string> = {};
  const reading = { values, crossing, problems };
  const isNow = values.seen !== "then";
  const seenAt = isNow ? values.openedAt : (readSeen(reading) ?? undefined);
  if (!isNow && seenAt === undefined && problems.zone === undefined) {
    problems.seenAt ??= faultText("seenMissing");
  }
  const claims = readClaims(reading);
  return {
    input: {
      id: values.id,
      crossing: crossing.id,
      observedAt: seenAt,
      claims: claims.map(({ claim }) => claim),
      ...(values.note ? { note: values.note } : {}),
      ...(values.corrects ? { corrects: values.corrects } : {}),
    },
    problems,
    locate(fields) {
      const located: Record<string, string> = {};
      for (const { path, message } of fields) located[fieldOf(path, claims)] ??= message;
      return located;
    },
  };
}
