import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BASES, CLAIMABLE_STATES, METRICS, POSTURES, TRACKS } from "#server/domain/claim.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { ReportInput, readClaims } from "#server/domain/report-input.ts";
import { toMs } from "#server/domain/time.ts";
import { WORD_RANGES } from "#server/domain/words.ts";
import { readRelayCode } from "#server/formats/relay/read-code.ts";
import { type RelayClaim, type RelayReport, SMS_CHARS } from "#server/formats/relay/relay-code.ts";
import { writeRelayCode } from "#server/formats/relay/write-code.ts";
import { REGISTRY } from "./registry.ts";

const NOW = "2026-11-22T16:00:00.000Z";
const options = { crossings: REGISTRY, receivedAt: NOW };

/** Thousands of runs, also on a machine that is busy with other things. */
const LIMIT_MS = 30_000;

const number = fc.nat({ max: 10_000_000 });
const amount = fc.oneof(
  number.map((exact) => ({ exact })),
  fc.tuple(number, number).map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) })),
  fc
    .tuple(number, number, number)
    .map(([a, b, c]) => [a, b, c].sort((x, y) => x - y))
    .map(([low = 0, best = 0, high = 0]) => ({ low, best, high })),
  number.map((low) => ({ low })),
  fc.constantFrom(...Object.keys(WORD_RANGES)).map((word) => ({ word })),
);

function claimOf(crossing: Crossing): fc.Arbitrary<RelayClaim> {
  const lanes = crossing.lanes.map((lane) => lane.id);
  const sides = crossing.sides.map((side) => side.country);
  const place = fc.oneof(
    fc.constant({}),
    fc.constantFrom(...sides).map((side) => ({ side })),
    fc.constantFrom(...lanes).map((lane) => ({ lane })),
  );
  return fc.oneof(
    fc.record({
      kind: fc.constant("state" as const),
      lanes: fc.subarray(lanes, { minLength: 1 }),
      value: fc.constantFrom(...CLAIMABLE_STATES),
      track: fc.constantFrom(...TRACKS),
    }),
    fc
      .tuple(amount, place, fc.constantFrom(...METRICS), fc.constantFrom(...BASES))
      .map(([a, p, metric, basis]) => ({ kind: "count" as const, metric, basis, ...a, ...p })),
    fc.record({
      kind: fc.constant("posture" as const),
      side: fc.constantFrom(...sides),
      value: fc.constantFrom(...POSTURES),
    }),
    fc.constant({ kind: "no_change" as const }),
  );
}

const anyReport = fc.constantFrom(...REGISTRY).chain((crossing) =>
  fc.record({
    crossing: fc.constant(crossing),
    report: fc.record({
      id: fc.uuid(),
      crossing: fc.constant(crossing.id),
      observedAt: fc
        .integer({ min: toMs("2000-01-01T00:00:00Z"), max: toMs(NOW) })
        .map((ms) => new Date(ms).toISOString()),
      claims: fc.array(claimOf(crossing), { minLength: 1, maxLength: 5 }),
    }),
  }),
);

const said = (report: RelayReport) => {
  const parsed = ReportInput.parse(report);
  return { ...parsed, claims: readClaims(parsed) };
};

/** In GSM 03.38 and in a QR's alphanumeric set. */
const CODE_CHARS = /^[A-Z0-9 *+\-./:]*$/;

function reread(code: string): RelayReport {
  const reading = readRelayCode(code, options);
  if (reading.kind === "question") throw new Error(`${code}: ${JSON.stringify(reading.question)}`);
  const { id, crossing, observedAt, claims } = reading.understood;
  return { id: id ?? "", crossing: crossing.id, observedAt, claims: [...claims] };
}

describe("a relay code", { timeout: LIMIT_MS }, () => {
  test("carries a report back as it was, exactly, in one SMS", () => {
    let carried = 0;
    fc.assert(
      fc.property(anyReport, ({ crossing, report }) => {
        const { code, left } = writeRelayCode(report, crossing);
        expect(left).toEqual([]);
        if (code === null) return;
        carried += 1;
        expect(code.length).toBeLessThanOrEqual(SMS_CHARS);
        expect(code).toMatch(CODE_CHARS);
        expect(said(reread(code))).toEqual(said(report));
      }),
      { numRuns: 2_000 },
    );
    expect(carried).toBeGreaterThan(1_500);
  });

  test("is refused only for its length when the report is of the crossing", () => {
    fc.assert(
      fc.property(anyReport, ({ crossing, report }) => {
        const writing = writeRelayCode(report, crossing);
        expect(writing.code === null ? writing.why : "too_long").toBe("too_long");
      }),
    );
  });

  test("means the same in small letters, in other digits and without or with more spaces in its mark", () => {
    const easternDigits = (text: string) =>
      text.replace(/\d/g, (digit) => String.fromCodePoint(0x06f0 + Number(digit)));
    fc.assert(
      fc.property(anyReport, ({ crossing, report }) => {
        const { code } = writeRelayCode(report, crossing);
        if (code === null) return;
        const whole = reread(code);
        for (const other of [
          code.toLowerCase(),
          easternDigits(code),
          ` ${code.replaceAll(" ", "  \n")}\t`,
          code.replace(/\*(.{7})(.{7})/, "# $1-$2 "),
        ]) {
          expect(reread(other)).toEqual(whole);
        }
      }),
    );
  });

  test("with one wrong character is never another report", () => {
    const chars = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .:/+-="];
    fc.assert(
      fc.property(anyReport, fc.nat(), fc.constantFrom(...chars), (made, at, char) => {
        const { code } = writeRelayCode(made.report, made.crossing);
        if (code === null) return;
        const i = at % code.length;
        const wrong = `${code.slice(0, i)}${char}${code.slice(i + 1)}`;
        const reading = readRelayCode(wrong, options);
        if (reading.kind === "question") return;
        // Only where the character means the same: a space more, an O for a nought.
        expect(said(reread(wrong))).toEqual(said(made.report));
      }),
      { numRuns: 2_000 },
    );
  });

  test("with two neighbours swapped is never another report", () => {
    fc.assert(
      fc.property(anyReport, fc.nat(), (made, at) => {
        const { code } = writeRelayCode(made.report, made.crossing);
        if (code === null) return;
        const i = at % (code.length - 1);
        const swapped = `${code.slice(0, i)}${code[i + 1]}${code[i]}${code.slice(i + 2)}`;
        const reading = readRelayCode(swapped, options);
        if (reading.kind === "read") expect(said(reread(swapped))).toEqual(said(made.report));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("any text", { timeout: LIMIT_MS }, () => {
  const words = [
    ..."TKM,CHM,torkham,C,O,R,AC,OUT,IN,ALL,PK-AF,AFPK,T,W,/T,P40,T107,T,107,W90,NC,FA/PK,FN/".split(
      ",",
    ),
    ..."1015,10:15,915,2599,15OCT,31FEB,29FEB,Z,PK,AF,#,#AB,=HUN,T=HUN.S/PK,HUNDREDS,CLOSED,+,-,.,,".split(
      ",",
    ),
    "١٠١٥",
    "۱۰۷",
    "طورخم",
  ];
  test.each([
    ["characters", fc.string({ unit: "binary", maxLength: 400 })],
    ["words of the grammar", fc.array(fc.constantFrom(...words)).map((some) => some.join(" "))],
    [
      "a crossing and words",
      fc.array(fc.constantFrom(...words)).map((some) => `TKM ${some.join(" ")}`),
    ],
  ])("of %s is a report that the schema takes, or a question", (_, texts) => {
    fc.assert(
      fc.property(texts, (text) => {
        const reading = readRelayCode(text, options);
        if (reading.kind === "question") return;
        const { crossing, observedAt, claims, id } = reading.understood;
        expect(crossing.lanes.length).toBeGreaterThan(0);
        expect(claims.length).toBeGreaterThan(0);
        expect(id ?? "").toMatch(/^$|^[0-9a-f-]{36}$/);
        expect(new Date(observedAt).toISOString()).toBe(observedAt);
      }),
      { numRuns: 3_000 },
    );
  });
});
