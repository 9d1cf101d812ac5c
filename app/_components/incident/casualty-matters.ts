/** Casualty claims side by side: by matter, then by claimant. Nothing is added up or averaged across claimants. */
import { type ClaimDifference, differenceOf } from "#server/domain/claim-difference.ts";
import { type CasualtyClaim, HARMS, type Harm } from "#server/domain/incident.ts";

export interface ClaimantColumn {
  readonly claimant: CasualtyClaim["claimant"];
  /** Newest first. */
  readonly claims: readonly CasualtyClaim[];
}

export interface Matter {
  readonly group: string;
  /** Whom it is about, by the first claim. */
  readonly about: string;
  readonly columns: readonly ClaimantColumn[];
  readonly difference: ClaimDifference;
}

function newestFirst(a: CasualtyClaim, b: CasualtyClaim): number {
  if (a.at.earliestAt !== b.at.earliestAt) return a.at.earliestAt < b.at.earliestAt ? 1 : -1;
  if (a.publishedAt !== b.publishedAt) return a.publishedAt < b.publishedAt ? 1 : -1;
  return a.id < b.id ? -1 : 1;
}

function columnsOf(claims: readonly CasualtyClaim[]): ClaimantColumn[] {
  const columns = new Map<string, CasualtyClaim[]>();
  for (const claim of claims) {
    const column = columns.get(claim.claimant.id);
    if (column === undefined) columns.set(claim.claimant.id, [claim]);
    else column.push(claim);
  }
  return [...columns.values()].flatMap((column) => {
    const [first] = column;
    return first === undefined
      ? []
      : [{ claimant: first.claimant, claims: column.toSorted(newestFirst) }];
  });
}

/** Of two differences the wider one; "one says none" is the widest of all. */
function widest(a: ClaimDifference, b: ClaimDifference): ClaimDifference {
  if (a.kind !== "differ") return b.kind === "single" ? a : b;
  if (b.kind !== "differ") return a;
  if (a.least === null || b.least === null) return a.least === null ? a : b;
  return a.least >= b.least ? a : b;
}

/**
 * How far claimants differ about one harm, each by their newest claim; of several harms, the widest.
 * @example 23 against 58: factor 2.52; "more than 200" (201 and up) against 9: 22.3 or more
 */
function differenceBetween(columns: readonly ClaimantColumn[]): ClaimDifference {
  return newestByHarm(columns)
    .map(({ claims }) => differenceOf(claims))
    .reduce(widest, { kind: "single" });
}

export interface HarmClaims {
  readonly harm: Harm;
  /** The newest of each claimant. */
  readonly claims: readonly CasualtyClaim[];
}

/** Only claims about the same harm compare: killed with killed. */
export function newestByHarm(columns: readonly ClaimantColumn[]): HarmClaims[] {
  return HARMS.map((harm) => ({
    harm,
    claims: columns.flatMap(({ claims }) => claims.find((one) => one.harm === harm) ?? []),
  })).filter(({ claims }) => claims.length > 0);
}

/** Matters in the order of their first claim; the one with most claimants first. */
export function casualtyMatters(claims: readonly CasualtyClaim[]): Matter[] {
  const groups = new Map<string, CasualtyClaim[]>();
  for (const claim of claims) {
    groups.set(claim.group, [...(groups.get(claim.group) ?? []), claim]);
  }
  return [...groups]
    .flatMap(([group, ofGroup]) => {
      const [first] = ofGroup;
      if (first === undefined) return [];
      const columns = columnsOf(ofGroup);
      return [{ group, about: first.about, columns, difference: differenceBetween(columns) }];
    })
    .sort((a, b) => b.columns.length - a.columns.length);
}
