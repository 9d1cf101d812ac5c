/** "Nothing changed": renews the age of what its source said last (design.md, claim `no_change`). */
import type { Claim, StateClaim } from "./claim.ts";
import type { PublishedReport } from "./report.ts";
import { instantBound } from "./time.ts";

function claimKey(claim: Claim): readonly string[] {
  switch (claim.kind) {
    case "state":
      return claim.lanes.map((lane) => `state ${claim.track} ${lane}`);
    case "count":
      return [`count ${claim.metric} ${claim.side ?? ""} ${claim.lane ?? ""}`];
    case "posture":
      return [`posture ${claim.side}`];
    case "outlook":
      return ["outlook"];
    case "no_change":
      return [];
  }
}

/** A state with an end of its own is not prolonged by "nothing changed"; the rest is said again as it was. */
function renewable(claim: Claim): boolean {
  return claim.kind !== "no_change" && !(claim.kind === "state" && claim.hold.kind !== "next");
}

/** The newest of what a source said before, per subject, narrowed to the lanes for which it is the newest. */
function lastSaid(earlier: readonly PublishedReport[]): Claim[] {
  const seen = new Set<string>();
  const said: Claim[] = [];
  for (const report of [...earlier].reverse()) {
    for (const claim of report.claims) {
      const fresh = claimKey(claim).filter((key) => !seen.has(key));
      for (const key of fresh) seen.add(key);
      if (fresh.length === 0 || !renewable(claim)) continue;
      if (claim.kind === "state") {
        const lanes = claim.lanes.filter((lane) => fresh.includes(`state ${claim.track} ${lane}`));
        const since = claim.since ?? instantBound(report.observedAt);
        said.push({ ...claim, lanes, since } satisfies StateClaim);
      } else said.push(claim);
    }
  }
  return said;
}

const byObservation = (a: PublishedReport, b: PublishedReport): number =>
  a.observedAt < b.observedAt
    ? -1
    : a.observedAt > b.observedAt
      ? 1
      : a.id < b.id
        ? -1
        : a.id > b.id
          ? 1
          : 0;

/**
 * The reports with each `no_change` replaced by what its source had said last, as said again at that instant.
 * A `no_change` from a source that said nothing before stays without effect. Input is not changed.
 */
export function renewByNoChange(reports: readonly PublishedReport[]): PublishedReport[] {
  if (!reports.some((report) => report.claims.some((claim) => claim.kind === "no_change"))) {
    return [...reports];
  }
  const bySource = Map.groupBy(reports, (report) => report.source.id);
  return [...bySource.values()].flatMap((ofSource) => {
    const renewed: PublishedReport[] = [];
    for (const report of [...ofSource].sort(byObservation)) {
      const isNoChange = report.claims.some((claim) => claim.kind === "no_change");
      const rest = report.claims.filter((claim) => claim.kind !== "no_change");
      const own = new Set(rest.flatMap(claimKey));
      const again = isNoChange
        ? lastSaid(renewed).flatMap((claim) => withoutSubjects(claim, own))
        : [];
      renewed.push({ ...report, claims: [...rest, ...again] });
    }
    return renewed;
  });
}

/** A renewed claim less what the same report says anew. */
function withoutSubjects(claim: Claim, said: ReadonlySet<string>): Claim[] {
  if (claim.kind !== "state") return claimKey(claim).some((key) => said.has(key)) ? [] : [claim];
  const lanes = claim.lanes.filter((lane) => !said.has(`state ${claim.track} ${lane}`));
  return lanes.length === 0 ? [] : [{ ...claim, lanes }];
}
