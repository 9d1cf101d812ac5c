import { expect, test } from "vitest";
import type { FieldHome } from "#app/_client/outbox/field-home.ts";
import { newEntry } from "#app/_client/outbox/ladder.ts";
import { formCrossing } from "#app/[locale]/(field)/report/_app/form-crossing.ts";
import { formStart } from "#app/[locale]/(field)/report/_app/form-start.ts";
import { readDraft } from "#app/[locale]/(field)/report/_app/read-draft.ts";
import { readScreen } from "#app/[locale]/(field)/report/_app/screen.ts";
import { ReportInput, readClaims } from "#server/domain/report-input.ts";

const ID = "0199e0a8-7f3a-7000-8000-000000000001";
const LANES = ["PK-AF/truck", "AF-PK/truck"];
const SEEN = "2025-10-15T12:00:05.123Z";

const claims = readClaims(
  ReportInput.parse({
    id: ID,
    crossing: "torkham",
    observedAt: SEEN,
    claims: [
      { kind: "state", lanes: LANES, value: "closed", track: "announced", cause: "clash" },
      { kind: "count", metric: "trucks_stranded", exact: 107, basis: "counted" },
    ],
  }),
);
const known = {
  id: "torkham",
  name: "Torkham",
  localNames: {},
  sides: [
    { country: "PK", zone: "Asia/Karachi" },
    { country: "AF", zone: "Asia/Kabul" },
  ],
  lanes: LANES,
  condition: "closed",
  lastWordAt: null,
  present: {},
} satisfies FieldHome["crossings"][number];
const home: FieldHome = {
  at: SEEN,
  account: { id: "me", name: "Me" },
  crossings: [known],
  reports: [
    {
      id: ID,
      crossingId: "torkham",
      observedAt: SEEN,
      receivedAt: SEEN,
      review: "published",
      reason: null,
      note: "Gate 4",
      claims,
      deviceClock: null,
    },
  ],
};

function sendAsItIs(values: Readonly<Record<string, string>>) {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return readDraft(form, formCrossing(known), new Date("2025-10-16T00:00:00Z")).draft;
}

test("a correction begins with every word of the report and names it", () => {
  const start = formStart({ at: "amend", id: ID }, home, []);
  expect(start?.values).toMatchObject({ all: "closed", track: "announced", cause: "clash" });
  expect(start?.lost).toEqual([]);
  const draft = sendAsItIs(start?.values ?? {});
  // Not touched, its time is the very same; by no clock that could be off.
  expect(draft?.body).toMatchObject({ corrects: ID, observedAt: SEEN, note: "Gate 4" });
  expect(draft?.isTypedTime).toBe(true);
  const again = ReportInput.parse({ id: ID, ...draft?.body });
  expect(readClaims(again)).toEqual(claims);
});

test("a refused correction is put right as a correction of the newest version", () => {
  const body = { id: ID, crossing: "torkham", observedAt: SEEN, claims: [], corrects: "old" };
  const made = newEntry({ body, accountId: "me", clock: null, isTypedTime: true }, 0);
  const refusal = { code: "conflict" as const, message: "", fields: [], newestId: "new" };
  const entry = { ...made, state: "refused" as const, refusal };
  expect(formStart({ at: "mend", id: ID }, home, [entry])?.values.corrects).toBe("new");
});

test("what the phone has not cannot be corrected there", () => {
  expect(formStart({ at: "amend", id: "another" }, home, [])).toBeNull();
  expect(formStart({ at: "update", crossing: "elsewhere" }, home, [])).toBeNull();
});

test("without a line the app stands in for a receipt and for the page where it is corrected", () => {
  expect(readScreen("", `/ur/report/${ID}`)).toEqual({ at: "entry", id: ID });
  expect(readScreen("", `/report/${ID}/amend`)).toEqual({ at: "amend", id: ID });
  expect(readScreen("#home", `/report/${ID}/amend`)).toEqual({ at: "home" });
  expect(readScreen("", "/report/relay")).toEqual({ at: "home" });
});
