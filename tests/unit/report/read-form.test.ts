import { describe, expect, it } from "vitest";
import type { FormCrossing } from "#app/[locale]/(field)/report/form-fields.ts";
import { instantAt, localTime } from "#app/[locale]/(field)/report/local-time.ts";
import { readCount, readForm } from "#app/[locale]/(field)/report/read-form.ts";
import { lanesBetween } from "#server/domain/crossing.ts";
import { invalidInput } from "#server/domain/parse-input.ts";
import { ReportInput } from "#server/domain/report-input.ts";

const side = (country: string, zone: string) => ({
  country,
  zone,
  place: null,
  admin: null,
  authority: null,
});

const TORKHAM: FormCrossing = {
  id: "torkham",
  name: "Torkham",
  localNames: {},
  sides: [side("PK", "Asia/Karachi"), side("AF", "Asia/Kabul")],
  lanes: lanesBetween("PK", "AF", ["pedestrian", "truck"]),
};
const BASE = {
  id: "01990000-0001-7fff-bfff-ffffffffffff",
  seen: "now",
  openedAt: "2025-10-12T09:30:00.000Z",
  zone: "Asia/Kabul",
};

/** What the form comes to: claims, or the problems by field. */
function submit(values: Record<string, string>) {
  const draft = readForm({ ...BASE, ...values }, TORKHAM);
  const parsed = ReportInput.safeParse(draft.input);
  if (!parsed.success) {
    return { ...draft.locate(invalidInput(parsed.error).details.fields ?? []), ...draft.problems };
  }
  return Object.keys(draft.problems).length > 0 ? draft.problems : parsed.data;
}

describe("the report form", () => {
  it("gives lanes that differ their own state, and all others the one for all", () => {
    const report = submit({ all: "closed", "lane.PK-AF/pedestrian": "open", cause: "clash" });
    expect(report).toMatchObject({
      observedAt: BASE.openedAt,
      claims: [
        {
          kind: "state",
          value: "closed",
          lanes: ["AF-PK/pedestrian", "PK-AF/truck", "AF-PK/truck"],
          cause: "clash",
          track: "observed",
        },
        { kind: "state", value: "open", lanes: ["PK-AF/pedestrian"] },
      ],
    });
  });

  it("ties exceptions and the expected reopening to the strictest lanes", () => {
    const report = submit({
      all: "closed",
      "exception.0.class": "returnees",
      "exception.0.direction": "PK-AF",
      reopening: "2025-10-13T08:00",
    });
    expect(report).toMatchObject({
      claims: [
        {
          exceptions: [{ class: "returnees", direction: "PK-AF", state: "open" }],
          expectedReopeningAt: "2025-10-13T03:30:00.000Z",
        },
      ],
    });
  });

  it("reads counts as exact, range or word, for the whole, a side or a lane", () => {
    const report = submit({
      "people_stranded.word": "hundreds",
      "people_stranded.basis": "told",
      "trucks_stranded.exact": "۱۲۰",
      "trucks_stranded.place": "PK",
      "trucks_stranded.basis": "counted",
      "wait.low": "30",
      "wait.high": "1,200",
      "wait.place": "PK-AF/truck",
      "wait.basis": "estimated",
    });
    expect(report).toMatchObject({
      claims: [
        { metric: "people_stranded", word: "hundreds", basis: "told" },
        { metric: "trucks_stranded", side: "PK", exact: 120 },
        { metric: "wait_minutes", lane: "PK-AF/truck", low: 30, high: 1200 },
      ],
    });
  });

  it("says only that nothing has changed when that button was pressed", () => {
    expect(submit({ claim: "no_change", all: "open" })).toMatchObject({
      claims: [{ kind: "no_change" }],
    });
  });

  it.each([
    [{}, "form", "say at least one thing"],
    [
      { "people_stranded.exact": "-5", "people_stranded.basis": "told" },
      "people_stranded.exact",
      "negative",
    ],
    [
      { "people_stranded.exact": "2.5", "people_stranded.basis": "told" },
      "people_stranded.exact",
      "fraction",
    ],
    [
      { "people_stranded.exact": "many", "people_stranded.basis": "told" },
      "people_stranded.exact",
      "whole number",
    ],
    [
      { "people_stranded.exact": "10000001", "people_stranded.basis": "told" },
      "people_stranded.exact",
      "digits",
    ],
    [{ "wait.low": "9", "wait.high": "3", "wait.basis": "told" }, "wait.low", "greater than high"],
    [{ "wait.exact": "9", "wait.word": "tens", "wait.basis": "told" }, "wait.exact", "give one of"],
    [{ "wait.exact": "9" }, "wait.basis", ""],
    [{ "posture.PK": "angry" }, "posture.PK", ""],
    [{ all: "open", note: "x".repeat(2001) }, "note", ""],
    [{ all: "open", seen: "then" }, "seenAt", "is empty"],
    [{ all: "open", seen: "then", seenAt: "2025-02-31T10:00" }, "seenAt", "no date and time"],
    [
      { all: "open", seen: "then", seenAt: "2025-10-12T10:00", zone: "Europe/Paris" },
      "zone",
      "no clock",
    ],
    [{ "exception.0.class": "patients" }, "exception.0.class", "state of the lanes"],
    [{ all: "open", id: "7" }, "form", "UUID"],
  ])("refuses %j at the field %s", (values, field, words) => {
    expect(submit(values)).toMatchObject({ [field]: expect.stringContaining(words) });
  });
});

describe("a number as typed", () => {
  it.each([
    ["", undefined],
    [" 1,250 ", 1250],
    ["12 500", 12500],
    ["٣٤٥", 345],
    ["۶۷۸", 678],
    ["-3", -3],
    ["1,5", "1,5"],
    ["a few", "a few"],
  ])("%j is %j", (text, expected) => {
    expect(readCount(text)).toBe(expected);
  });
});

describe("local time", () => {
  it("goes there and back, also where the offset has half an hour", () => {
    expect(instantAt("2025-10-12T14:00", "Asia/Kabul")).toBe("2025-10-12T09:30:00.000Z");
    expect(localTime("2025-10-12T09:30:00.000Z", "Asia/Kabul")).toBe("2025-10-12T14:00");
  });

  it("knows the hour that summer time leaves out, and takes the first of one shown twice", () => {
    expect(instantAt("2025-03-30T02:30", "Europe/Berlin")).toBeNull();
    expect(instantAt("2025-10-26T02:30", "Europe/Berlin")).toBe("2025-10-26T00:30:00.000Z");
    expect(instantAt("2025-02-31T10:00", "Asia/Karachi")).toBeNull();
    expect(instantAt("yesterday", "Asia/Karachi")).toBeNull();
  });
});
