import { describe, expect, test } from "vitest";
import { CROSSING_CODES, crossingNamed } from "#server/formats/relay/crossing-codes.ts";
import { readRelayCode } from "#server/formats/relay/read-code.ts";
import type { RelayReport } from "#server/formats/relay/relay-code.ts";
import { writeRelayCode } from "#server/formats/relay/write-code.ts";
import { REGISTRY, TORKHAM } from "./registry.ts";

const NOW = "2025-10-15T06:00:00.000Z";
const read = (text: string, country?: string) =>
  readRelayCode(text, { crossings: REGISTRY, receivedAt: NOW, country });
const asked = (text: string) => {
  const reading = read(text);
  return reading.kind === "question" ? reading.question : null;
};

const ID = "0199e4b2-7c00-7abc-8def-0123456789ab";
const report = (over: Partial<RelayReport> = {}): RelayReport => ({
  id: ID,
  crossing: "torkham",
  observedAt: "2025-10-15T05:15:23.250Z",
  claims: [
    { kind: "state", lanes: ["PK-AF/truck"], value: "closed" },
    { kind: "count", metric: "trucks_stranded", exact: 107, basis: "counted" },
  ],
  ...over,
});

describe("the words for crossings", () => {
  test("every crossing of the registry has one, and each is known", () => {
    const named = Object.values(CROSSING_CODES).sort();
    expect(named).toEqual(REGISTRY.map(({ id }) => id).sort());
    expect(crossingNamed("TKM")).toBe("torkham");
    expect(crossingNamed("GHULAM-KHAN")).toBe("ghulam-khan");
    expect(crossingNamed("CONSTRUCTOR")).toBe("constructor");
  });

  test("two of them differ in two letters at least", () => {
    const codes = Object.keys(CROSSING_CODES);
    for (const a of codes) {
      expect(a).toMatch(/^[A-Z]{3}$/);
      for (const b of codes.filter((other) => other > a)) {
        expect([...a].filter((letter, i) => letter !== b[i]).length, `${a} ${b}`).toBeGreaterThan(
          1,
        );
      }
    }
  });
});

describe("a code that a person writes", () => {
  test("says what closed, for whom, how many wait, and when", () => {
    expect(read("TKM C OUT T107 P40 1015")).toMatchObject({
      kind: "read",
      understood: {
        id: null,
        observedAt: "2025-10-15T05:15:00.000Z",
        zone: "Asia/Karachi",
        claims: [
          {
            kind: "state",
            lanes: ["PK-AF/pedestrian", "PK-AF/passenger", "PK-AF/truck"],
            value: "closed",
            track: "observed",
          },
          { kind: "count", metric: "trucks_stranded", exact: 107, basis: "estimated" },
          { kind: "count", metric: "people_stranded", exact: 40, basis: "estimated" },
        ],
      },
    });
  });

  test.each([
    ["tkm c out t107 p40 1015"],
    ["  Tkm  C  out, T 107, P 40, 10:15. "],
    ["TKM C OUT T١٠٧ P٤٠ ١٠١٥"],
    ["TKM C OUT T۱۰۷ P۴۰ ۱۰۱۵"],
    ["TORKHAM CLOSED PK-AF TRUCKS 107 PEOPLE 40 1015 PK"],
    ["1015 TKM C OUT T107 P40".replace(/^1015 (TKM) /, "$1 1015 ")],
    ["TKM C OUT T107.E P40E 1015PK"],
    ["TKM C OUT T107 P40 0945AF"],
    ["TKM C OUT T107 P40 0515Z 15OCT"],
    ["TKM C OUT T107 P40 15OCT2025 1015"],
  ])("is read the same in other spellings: %s", (text) => {
    expect(read(text).understood).toEqual(
      read("TKM C OUT T107 P40 1015").understood && {
        ...read("TKM C OUT T107 P40 1015").understood,
        zone: read(text).understood.zone,
      },
    );
  });

  test.each([
    ["TKM NC 1015", [{ kind: "no_change" }]],
    ["TKM O OUT T 1055", null],
    ["TKM O IN/W 1015", [{ kind: "state", lanes: ["AF-PK/pedestrian"] }]],
    ["TKM O OUT TRUCK 1015 P40", [{ lanes: ["PK-AF/truck"] }, { exact: 40 }]],
    ["TKM AC 1015", [{ track: "announced", value: "closed" }]],
    ["TKM T=HUN.S/PK 1015", [{ word: "hundreds", basis: "told", side: "PK" }]],
    ["TKM TRUCKS HUNDREDS 1015", [{ word: "hundreds" }]],
    ["TKM P100-170:120 1015", [{ low: 100, best: 120, high: 170 }]],
    ["TKM TX5000+ W90/OUT/T FA/AF 1015", [{ low: 5000 }, { lane: "PK-AF/truck" }, { side: "AF" }]],
  ])("%s", (text, claims) => {
    const reading = read(text);
    if (claims === null) expect(reading.kind).toBe("question");
    else expect(reading).toMatchObject({ kind: "read", understood: { claims } });
  });

  test("means the latest such time that has been, on the clock of the sender's side", () => {
    const at = (text: string, country?: string) => read(text, country).understood.observedAt;
    // 06:00 UTC is 11:00 in Torkham's Pakistani half and 10:30 in its Afghan one.
    expect(at("TKM NC 1100")).toBe("2025-10-15T06:00:00.000Z");
    expect(at("TKM NC 1110")).toBe("2025-10-15T06:10:00.000Z");
    expect(at("TKM NC 1111")).toBe("2025-10-14T06:11:00.000Z");
    expect(at("TKM NC 1030", "AF")).toBe("2025-10-15T06:00:00.000Z");
    expect(at("TKM NC 1030", "IR")).toBe("2025-10-15T05:30:00.000Z");
    expect(at("TKM NC 1030 16OCT")).toBe("2024-10-16T05:30:00.000Z");
    expect(at("TKM NC 0000 29FEB")).toBe("2024-02-28T19:00:00.000Z");
  });
});

describe("a code that can be read in two ways, or in none, raises a question", () => {
  test.each([
    ["", "empty"],
    ["TKN C 1015", "which_crossing", "TKN", ["TKM"]],
    ["TKM C OUT", "no_time"],
    ["TKM C OUT T 1015", "no_time", "", ["T1015"]],
    ["TKM 1015", "says_nothing"],
    ["TKM C 915", "time_or_count", "915", ["0915", "T915"]],
    // No clock shows 25:61: it is not offered as a time.
    ["TKM C 2561", "time_or_count", "2561", ["T2561"]],
    ["TKM C 1015 1115", "which_time", "1115"],
    ["TKM C 1015IR", "which_time", "IR", ["PK", "AF"]],
    ["TKM C 31FEB 1015", "no_such_day"],
    ["TKM C OUT/R 1015", "no_lane", "OUT/R"],
    ["TKM C TRUCK OUT 1015", "which_lanes", "OUT"],
    ["TKM C T107/IR 1015", "unknown_word", "T107/IR"],
    ["TKM C T1,200 1015", "unknown_word", "T1,200"],
    ["TKM C GATE4 1015", "unknown_word", "GATE4"],
  ])("%s", (text, kind, word = "", options = undefined) => {
    const question = asked(text);
    expect(question).toMatchObject({ kind, word });
    if (options !== undefined) expect(question?.options).toEqual(options);
  });

  test("with what was understood beside it", () => {
    expect(read("TKM C OUT T107 915").understood).toMatchObject({
      crossing: { id: "torkham" },
      claims: [{ value: "closed" }, { exact: 107 }],
      observedAt: null,
    });
  });
});

describe("a code that a phone writes", () => {
  test("is one line with the exact time, the id and a check", () => {
    const { code } = writeRelayCode(report(), TORKHAM);
    expect(code).toMatch(/^TKM C OUT\/T T107\.C 15OCT25 051523\.250Z \*[0-9A-HJKMNP-TV-Z]{28}$/);
    expect(read(code ?? "").understood).toMatchObject({
      id: ID,
      observedAt: "2025-10-15T05:15:23.250Z",
    });
  });

  test("names what it has no words for", () => {
    const [state] = report().claims;
    const full = report({
      note: "Gate 4 only",
      claims: [
        {
          ...state,
          kind: "state",
          lanes: ["PK-AF/truck"],
          value: "closed",
          exceptions: [{ class: "returnees" }],
          until: "2025-10-16T00:00:00Z",
          cause: "clash",
          conditions: ["with permits"],
        },
        { kind: "count", metric: "wait_minutes", exact: 9, basis: "told", what: "per truck" },
        { kind: "outlook", value: "steady", quote: "calm" },
      ],
    });
    expect(writeRelayCode(full, TORKHAM)).toMatchObject({
      code: expect.stringContaining("TKM C OUT/T W9.S "),
      left: ["note", "exceptions", "times", "cause", "conditions", "what", "outlook"],
    });
    const onlyWords = report({ claims: [{ kind: "outlook", value: "steady", quote: "calm" }] });
    expect(writeRelayCode(onlyWords, TORKHAM)).toMatchObject({ code: null, why: "nothing" });
  });

  test("is none for lanes of another crossing, or for more than one SMS holds", () => {
    const elsewhere = report({
      claims: [{ kind: "state", lanes: ["AF-IR/truck"], value: "open" }],
    });
    expect(writeRelayCode(elsewhere, TORKHAM)).toMatchObject({ code: null, why: "misfit" });
    const long = report({
      claims: Array.from({ length: 12 }, () => ({
        kind: "count" as const,
        metric: "people_crossed_24h" as const,
        low: 1_000_000,
        high: 2_000_000,
        basis: "told" as const,
      })),
    });
    expect(writeRelayCode(long, TORKHAM)).toMatchObject({ code: null, why: "too_long" });
  });

  test("says so when a character of its mark is missing or wrong", () => {
    const { code } = writeRelayCode(report(), TORKHAM);
    expect(asked(String(code).slice(0, -1))).toMatchObject({ kind: "mark_length" });
    expect(asked(String(code).replace("T107", "T108"))).toMatchObject({ kind: "mark_check" });
  });
});
