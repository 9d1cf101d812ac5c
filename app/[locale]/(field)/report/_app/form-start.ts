/** What the form begins with: what was said last, a report on this phone that is put right, or a received one that is corrected. */
import { correctsWhenMended } from "#app/_client/outbox/conflict.ts";
import type { FieldHome, HomeCrossing } from "#app/_client/outbox/field-home.ts";
import { isReport, type OutboxEntry } from "#app/_client/outbox/outbox-entry.ts";
import type { Claim } from "#server/domain/claim.ts";
import type { Instant } from "#server/domain/time.ts";
import { fillForm } from "../fill-form.ts";
import { type FormCrossing, type FormValues, fieldNames } from "../form-fields.ts";
import { formCrossing } from "./form-crossing.ts";
import { claimsOf, lastSaid, valuesOf } from "./last-said.ts";

export interface FormStart {
  readonly known: HomeCrossing;
  readonly values: FormValues;
  /** What the form has no field for; whoever corrects must be told. */
  readonly lost: readonly Claim[];
  /** The report on this phone that is put right; null: another is written. */
  readonly entry: OutboxEntry | null;
}

export type FormAsked =
  /** `update`: prefilled with what was said last; `event`: what happened first. */
  | { readonly at: "update" | "event"; readonly crossing: string }
  /** A report that has not been received. */
  | { readonly at: "mend"; readonly id: string }
  /** One that has, and is corrected by another. */
  | { readonly at: "amend"; readonly id: string };

interface Written {
  readonly observedAt: Instant;
  readonly claims: readonly Claim[];
  readonly note: string | null;
}

/** One word for all lanes stays one word. */
function gatherLanes(values: FormValues, crossing: FormCrossing): FormValues {
  const names = crossing.lanes.map(({ id }) => fieldNames.lane(id));
  const [first = ""] = names;
  const all = values[first];
  if (all === undefined || names.some((name) => values[name] !== all)) return values;
  const rest = Object.entries(values).filter(([name]) => !names.includes(name));
  return { ...Object.fromEntries(rest), all };
}

function filled(written: Written, known: HomeCrossing, corrects: string | null) {
  const crossing = formCrossing(known);
  const { values, lost } = fillForm(written, crossing.sides[0].zone);
  const gathered = gatherLanes(values, crossing);
  return { known, lost, values: corrects === null ? gathered : { ...gathered, corrects } };
}

/** A received report as this phone has it, from the server's list or because it was written here. */
export function findReceived(
  id: string,
  home: FieldHome,
  entries: readonly OutboxEntry[],
): (Written & { readonly crossingId: string }) | null {
  const listed = home.reports.find((report) => report.id === id);
  if (listed !== undefined) return listed;
  const entry = entries
    .filter(isReport)
    .find((one) => one.id === id && one.state === "received" && one.accountId === home.account.id);
  if (entry === undefined) return null;
  const { crossing, observedAt, note = null } = entry.body;
  return { crossingId: crossing, observedAt, claims: claimsOf(entry), note };
}

/** Null when the phone has not what is asked for. */
export function formStart(
  asked: FormAsked,
  home: FieldHome,
  entries: readonly OutboxEntry[],
): FormStart | null {
  const find = (crossingId: string) => home.crossings.find(({ id }) => id === crossingId);
  if (asked.at === "mend") {
    const entry = entries.filter(isReport).find(({ id }) => id === asked.id);
    const known = entry === undefined ? undefined : find(entry.body.crossing);
    if (entry === undefined || known === undefined) return null;
    const { observedAt, note = null } = entry.body;
    const written = { observedAt, note, claims: claimsOf(entry) };
    return { ...filled(written, known, correctsWhenMended(entry)), entry };
  }
  if (asked.at === "amend") {
    const report = findReceived(asked.id, home, entries);
    const known = report === null ? undefined : find(report.crossingId);
    if (report === null || known === undefined) return null;
    return { ...filled(report, known, asked.id), entry: null };
  }
  const known = find(asked.crossing);
  if (known === undefined) return null;
  const said = lastSaid(known.id, home, entries);
  const values = said === null ? {} : valuesOf(said.claims, formCrossing(known));
  return { known, values, lost: [], entry: null };
}
