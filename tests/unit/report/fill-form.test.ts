import { expect, test } from "vitest";
import { fillForm } from "#app/[locale]/(field)/report/fill-form.ts";
import { readForm } from "#app/[locale]/(field)/report/read-form.ts";
import { diffReports } from "#server/domain/diff-reports.ts";
import { ReportInput, readClaims } from "#server/domain/report-input.ts";
import { CROSSING } from "../domain/generated-reports.ts";

const ID = "01936000-0000-7000-8000-000000000001";
const AT = "2025-10-15T14:20:33.456Z";

function version(claims: readonly object[]) {
  const input = ReportInput.parse({ id: ID, crossing: "torkham", observedAt: AT, claims });
  return { observedAt: AT, claims: readClaims(input), note: "a note" };
}

/** What would be sent if nothing in the filled form were touched. */
function sentAgain(report: ReturnType<typeof version>) {
  const { values, lost } = fillForm(report, "Asia/Karachi");
  const { input, problems } = readForm({ ...values, id: ID, corrects: ID }, CROSSING);
  expect(problems).toEqual({});
  const parsed = ReportInput.parse({ ...input, crossing: "torkham" });
  const again = { observedAt: parsed.observedAt, claims: readClaims(parsed), note: "a note" };
  return { lost, corrects: parsed.corrects, differences: diffReports(report, again) };
}

test("a report that is corrected without a touch says the same, to the second", () => {
  const report = version([
    {
      kind: "state",
      lanes: ["PK-AF/truck", "AF-PK/truck"],
      value: "closed",
      cause: "clash",
      exceptions: [{ class: "returnees", direction: "PK-AF", state: "open" }],
      expectedReopeningAt: "2025-10-17T03:00:00.000Z",
    },
    { kind: "state", lanes: ["PK-AF/pedestrian"], value: "open" },
    { kind: "count", metric: "trucks_stranded", side: "PK", exact: 107, basis: "counted" },
    { kind: "count", metric: "trucks_stranded", side: "AF", low: 20, high: 40, basis: "told" },
    { kind: "count", metric: "people_stranded", word: "hundreds", basis: "estimated" },
    { kind: "count", metric: "wait_minutes", lane: "PK-AF/truck", low: 90, basis: "estimated" },
    { kind: "posture", side: "AF", value: "high_alert" },
  ]);
  expect(sentAgain(report)).toEqual({ lost: [], corrects: ID, differences: [] });
});

test("what the form has no field for is named, so that nothing is dropped unseen", () => {
  const outlook = { kind: "outlook", value: "steady", quote: "stabilising" };
  const report = version([
    { kind: "state", lanes: ["PK-AF/truck"], value: "open", conditions: ["with a visa"] },
    { kind: "state", lanes: ["PK-AF/truck"], value: "closed", track: "announced" },
    { kind: "count", metric: "trucks_stranded", exact: 5, basis: "counted", what: "containers" },
    outlook,
  ]);
  const { lost, differences } = sentAgain(report);
  const dropped = differences.flatMap((d) => (d.kind === "claim" ? [d.from] : []));
  for (const claim of dropped) expect(lost).toContainEqual(claim);
  expect(lost).toContainEqual(outlook);
});
