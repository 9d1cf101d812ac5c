import { type ReportState, submitReportAction } from "./actions.ts";

/** How a form that sends a report begins, sends, and goes on when no answer came. */
export function reportFormOptions(reportId: string) {
  const blank: ReportState = { values: { id: reportId }, problems: {}, code: null, sentId: null };
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
