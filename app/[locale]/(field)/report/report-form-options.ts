import { type ReportState, submitReportAction } from "./actions.ts";
import type { FormValues } from "./form-fields.ts";

/** How a form that sends a report begins, sends, and goes on when no answer came. */
export function reportFormOptions(reportId: string, filled: FormValues = {}) {
  const blank: ReportState = {
    values: { ...filled, id: reportId },
    problems: {},
    code: null,
    sentId: null,
  };
  return {
    action: submitReportAction,
    blank,
    unanswered: (before: ReportState): ReportState => ({
      ...before,
      problems: {},
      code: "unavailable",
      sentId: null,
    }),
  };
}
