import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { writeClosuresIcs } from "#server/formats/closures-ics.ts";
import { foldLine, icsText } from "#server/formats/ics-text.ts";
import { AT, closureFixture, INFO, NASTY, torkham } from "./fixtures.ts";

const octets = (text: string): number => new TextEncoder().encode(text).length;

function readEvents(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
}

describe("closures as a calendar", () => {
  const text = writeClosuresIcs([{ closure: closureFixture(), crossing: torkham }], [], INFO);

  test("an independent reader finds the closure in it", () => {
    const [event] = readEvents(text);
    expect(event?.summary).toBe("Torkham closed");
    expect(event?.uid).toBe("closure-torkham-20251011T190000Z@gatewatch.example");
    expect(event?.startDate.toJSDate().toISOString()).toBe("2025-10-11T19:00:00.000Z");
    expect(event?.endDate.toJSDate().toISOString()).toBe(AT);
    expect(event?.description).toBe(
      "Closed at Torkham: trucks both ways.\n" +
        "Since 2025-10-12 (known to the day).\nCause: clash.\nSome passed: returnees.\n" +
        "Still closed at the end of this entry, which is when this calendar was made.",
    );
  });

  test("its UID stays and its SEQUENCE rises when it ends", () => {
    const ended = closureFixture({ end: "reopened", toAt: "2025-10-13T13:00:00.000Z" });
    const [before] = readEvents(text);
    const [after] = readEvents(writeClosuresIcs([{ closure: ended, crossing: torkham }], [], INFO));
    expect(after?.uid).toBe(before?.uid);
    expect(after?.sequence).toBeGreaterThan(before?.sequence ?? Number.NaN);
  });

  test("has lines of at most 75 octets that end in CRLF, whatever the names are", () => {
    const crossing = { ...torkham, name: `${NASTY}${"طورخم ".repeat(40)}` };
    const nasty = writeClosuresIcs([{ closure: closureFixture(), crossing }], [], INFO);
    expect(nasty.endsWith("\r\n")).toBe(true);
    const lines = nasty.slice(0, -2).split("\r\n");
    for (const line of lines) {
      expect(line).not.toMatch(/[\r\n]/);
      expect(octets(line)).toBeLessThanOrEqual(75);
    }
    const [event] = readEvents(nasty);
    expect(event?.location).toContain('a"; b\\c & <d> ]]>');
    expect(readEvents(nasty)).toHaveLength(1);
  });

  test("is a calendar also when nothing was ever closed", () => {
    expect(readEvents(writeClosuresIcs([], [], INFO))).toEqual([]);
  });
});

test("folding and unfolding gives back any line, never cutting a character", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (line) => {
      const text = icsText(line);
      const folded = foldLine(text);
      expect(folded.replaceAll("\r\n ", "")).toBe(text);
      for (const part of folded.split("\r\n")) expect(octets(part)).toBeLessThanOrEqual(75);
      // What stands for half a character is only there if it was before.
      expect(folded.split("\ufffd")).toHaveLength(text.split("\ufffd").length);
    }),
  );
});
