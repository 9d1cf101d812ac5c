import type { Claim } from "#server/domain/claim.ts";

function carried(claim: Claim): Claim[] {
  switch (claim.kind) {
    case "state":
      return [
        {
          ...claim,
          lanes: [...claim.lanes].sort(),
          exceptions: [],
          since: null,
          hold: { kind: "next" },
          cause: null,
          conditions: [],
          expectedReopeningAt: null,
        },
      ];
    case "count": {
      const asGiven = claim.asGiven?.trim().toLowerCase().replace(/\s+/g, " ") ?? null;
      return [{ ...claim, asGiven, what: null }];
    }
    case "outlook":
      return [];
    default:
      return [claim];
  }
}

const textOf = (claims: readonly Claim[]): string[] =>
  claims.map((claim) => JSON.stringify(Object.entries(claim).sort())).sort();

/** What a code carries of a report's claims, as one text to compare; the order in which they stand does not count. */
export function carriedText(claims: readonly Claim[]): string {
  return textOf(claims.flatMap(carried)).join("\n");
}

/** Whether a report says more than a code can carry. */
export function saysMore(report: {
  readonly claims: readonly Claim[];
  readonly note: string | null;
}): boolean {
  const whole = report.claims.map((claim) =>
    claim.kind === "state" ? { ...claim, lanes: [...claim.lanes].sort() } : claim,
  );
  const words = whole.map((claim) =>
    claim.kind === "count" ? { ...claim, asGiven: claim.asGiven?.toLowerCase() ?? null } : claim,
  );
  return report.note !== null || textOf(words).join("\n") !== carriedText(report.claims);
}
