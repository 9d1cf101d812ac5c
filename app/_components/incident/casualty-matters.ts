/** Casualty claims side by side: by matter, then by claimant. Nothing is added up or averaged across claimants. */
import type { CasualtyClaim } from "#server/domain/incident.ts";

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
  readonly difference: Difference;
}

/** `factor`: how many times the highest claim is the lowest; null when one of them is none. */
export type Difference =
  | { readonly kind: "single" }
  | { readonly kind: "overlap" }
  | { readonly kind: "differ"; readonly factor: number | null };

const greatest = (claim: CasualtyClaim): number => claim.high ?? claim.low;
const overlap = (a: CasualtyClaim, b: CasualtyClaim): boolean =>
  (a.high === null || b.low <= a.high) && (b.high === null || a.low <= b.high);

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

/**
 * How far claimants differ about one harm, each by their newest claim.
 * @example 23 against 58: factor 2.52; "more than 200" (201 and up) against 9: factor 22.3
 */
export function differenceBetween(columns: readonly ClaimantColumn[]): Difference {
  const factors: (number | null)[] = [];
  let compared = false;
  for (const harm of new Set(columns.flatMap(({ claims }) => claims.map((one) => one.harm)))) {
    const newest = columns.flatMap(({ claims }) => claims.find((one) => one.harm === harm) ?? []);
    if (newest.length < 2) continue;
    compared = true;
    if (newest.every((a) => newest.every((b) => overlap(a, b)))) continue;
    const lowest = Math.min(...newest.map(greatest));
    const highest = Math.max(
      ...newest.map((claim) => (claim.high === null ? claim.low : claim.high)),
    );
    factors.push(lowest > 0 ? highest / lowest : null);
  }
  if (!compared) return { kind: "single" };
  const [first] = factors;
  if (first === undefined) return { kind: "overlap" };
  return {
    kind: "differ",
    factor: factors.reduce(
      (most, one) => (most === null || one === null ? null : Math.max(most, one)),
      first,
    ),
  };
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
