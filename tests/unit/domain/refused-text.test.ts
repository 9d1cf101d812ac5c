import { expect, test } from "vitest";
import { findMisfits, ReportInput } from "#server/domain/report-input.ts";
import { gateCrossing as crossing } from "../../support/gate-crossing.ts";

const NOW = "2026-11-22T16:00:00.000Z";
const report = (over: object) => ({
  id: "01939a3c-0000-7000-8000-000000000001",
  crossing: "gate",
  observedAt: NOW,
  claims: [{ kind: "no_change" }],
  ...over,
});
const state = (over: object) => ({ kind: "state", lanes: ["PK-AF/truck"], value: "open", ...over });
const count = (exact: number) => ({
  kind: "count",
  metric: "trucks_stranded",
  exact,
  basis: "told",
});

test.each([
  ["note", report({ note: "a\u0000b" })],
  ["note", report({ note: "\ud800" })],
  ["claims.0.what", report({ claims: [{ ...count(3), what: "x\u0000" }] })],
  ["claims.0.conditions.0", report({ claims: [state({ conditions: ["\udc00"] })] })],
])("text that cannot be kept is refused at %s", (path, input) => {
  const parsed = ReportInput.safeParse(input);
  expect(parsed.error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
});

test("marks that turn text round are left out, letters and joiners stay", () => {
  const note = "<b>بند</b> \u202Eclosed\u202C \u2067x\u2069 می\u200Cرود";
  expect(ReportInput.parse(report({ note })).note).toBe("<b>بند</b> closed x می\u200Cرود");
});

test.each([
  ["claims", [count(3), count(300)]],
  [
    "claims",
    [
      { kind: "posture", side: "PK", value: "normal" },
      { kind: "posture", side: "PK", value: "high_alert" },
    ],
  ],
  ["claims", [{ kind: "no_change" }, { kind: "no_change" }]],
  ["claims.0.since", [state({ since: "1900-01-01T00:00:00Z" })]],
  ["claims.0.until", [state({ until: "9999-01-01T00:00:00Z" })]],
  ["claims.0.expectedReopeningAt", [state({ expectedReopeningAt: "2025-01-01T00:00:00Z" })]],
])("a report that contradicts itself or the calendar is refused at %s", (path, claims) => {
  const input = ReportInput.parse(report({ claims }));
  expect(findMisfits(input, crossing, NOW).map((problem) => problem.path)).toEqual([path]);
});
