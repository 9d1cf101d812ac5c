import type { Cause } from "#server/domain/claim.ts";

type CauseKind = "force" | "dispute" | "rule" | "people" | "nature" | "unknown";

/** Seventeen causes are told by their words; the shape says of what kind they are. */
const KIND: Readonly<Record<Cause, CauseKind>> = {
  clash: "force",
  security: "force",
  takeover: "force",
  tribal_conflict: "force",
  construction_dispute: "dispute",
  territorial_dispute: "dispute",
  census_dispute: "dispute",
  documents: "rule",
  policy: "rule",
  administrative: "rule",
  election: "rule",
  holiday: "rule",
  protest: "people",
  humanitarian: "people",
  pandemic: "people",
  disaster: "nature",
  unknown: "unknown",
};

const SHAPES: Readonly<Record<CauseKind, string>> = {
  force: "M3 3l10 10M13 3l-10 10",
  dispute: "M6 3v10M10 3v10M2 8h4M10 8h4",
  rule: "M3 2.5h10v11h-10zM5.5 6h5M5.5 9.5h5",
  people: "M8 2.5a2.6 2.6 0 1 0 .01 0M3 14a5 5 0 0 1 10 0",
  nature: "M8 2.5l6 11h-12z",
  unknown: "M8 3a5 5 0 1 0 .01 0",
};

/** The kind of a cause as a shape; its word stands beside it. */
export function CauseMark({ cause }: { readonly cause: Cause | null }) {
  const kind = KIND[cause ?? "unknown"];
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" className="shrink-0">
      <path
        d={SHAPES[kind]}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeDasharray={kind === "unknown" ? "2 2" : undefined}
      />
    </svg>
  );
}
