import type { Claim } from "#server/domain/claim.ts";
import type { ReportDifference } from "#server/domain/diff-reports.ts";
import { rangeWords } from "./names.ts";

/** What a claim says of its subject, in short; its finer parts are named where they differ. */
function saidWords(claim: Claim | null): string {
  if (claim === null) return "nothing";
  switch (claim.kind) {
    case "state":
    case "posture":
    case "outlook":
      return claim.value.replaceAll("_", " ");
    case "count":
      return `${rangeWords(claim)} (${claim.basis})`;
    case "no_change":
      return "nothing changed";
  }
}

/** A difference as the path of what differs and a sentence: `count trucks_stranded`, `says 170 (counted) there and …`. */
export function describeDifference(difference: ReportDifference): {
  readonly path: string;
  readonly message: string;
} {
  const said = (there: string, here: string) => `says ${there} there and ${here} here`;
  switch (difference.kind) {
    case "observedAt":
      return { path: "observedAt", message: said(difference.from, difference.to) };
    case "note":
      return { path: "note", message: "differs" };
    case "claim": {
      const { subject, from, to, parts } = difference;
      const more = parts.length > 0 ? ` (${parts.join(", ")})` : "";
      return { path: subject, message: `${said(saidWords(from), saidWords(to))}${more}` };
    }
  }
}
