"use server";
import { redirect } from "next/navigation";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { DomainError, type ErrorCode } from "#server/domain/errors.ts";
import { invalidInput } from "#server/domain/parse-input.ts";
import { ReportInput } from "#server/domain/report-input.ts";
import { getRuntime } from "#server/runtime.ts";
import type { FormProblems, FormValues } from "./form-fields.ts";
import { newReportId } from "./new-report-id.ts";
import { readForm } from "./read-form.ts";

export interface ReportState {
  readonly values: FormValues;
  readonly problems: FormProblems;
  /** Why it was refused; null before the first try. */
  readonly code: ErrorCode | null;
  /** The report that was sent before under this form's id, when something else was sent now. */
  readonly sentId: string | null;
  /** The newest version, when the report that was to be corrected is it no more. */
  readonly newestId?: string | undefined;
}

/** What was typed; without what React adds for itself. */
function readValues(form: FormData): FormValues {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === "string" && !name.startsWith("$")) values[name] = value;
  }
  return values;
}

function refusedState(values: FormValues, error: unknown, problems: FormProblems): ReportState {
  const refusal = findRefusal(error);
  if (refusal === null) throw error;
  const { code, message } = refusal;
  const rest = { code, problems: Object.keys(problems).length > 0 ? problems : { form: message } };
  const { newestId } = refusal.details;
  if (newestId !== undefined) return { values, sentId: null, newestId, ...rest };
  if (code !== "conflict") return { values, sentId: null, ...rest };
  // Sent again on purpose it is another report.
  return { values: { ...values, id: newReportId() }, sentId: values.id ?? null, ...rest };
}

/** Sends what was typed; the refusal, or null when it is stored. */
async function send(values: FormValues): Promise<ReportState | null> {
  const caller = getRuntime().caller(await getActor());
  let problems: FormProblems = {};
  try {
    const { crossing } = await caller.crossings.get({ slug: values.crossing ?? "" });
    const draft = readForm(values, crossing);
    const parsed = ReportInput.safeParse(draft.input);
    if (!parsed.success) {
      const refusal = invalidInput(parsed.error);
      problems = { ...draft.locate(refusal.details.fields ?? []), ...draft.problems };
      throw refusal;
    }
    problems = draft.problems;
    if (Object.keys(problems).length > 0) {
      throw new DomainError("invalid", "Some fields cannot be read; each says why.");
    }
    try {
      await caller.reports.submit(parsed.data);
    } catch (error) {
      problems = draft.locate(findRefusal(error)?.details.fields ?? []);
      throw error;
    }
    return null;
  } catch (error) {
    return refusedState(values, error, problems);
  }
}

export async function submitReportAction(_: ReportState, form: FormData): Promise<ReportState> {
  const values = readValues(form);
  const refused = await send(values);
  if (refused !== null) return refused;
  const to = pathsFor(isLocale(values.locale) ? values.locale : DEFAULT_LOCALE);
  return redirect(to.receipt(values.id ?? ""));
}
