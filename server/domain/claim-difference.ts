/** How far claims about one thing lie apart: a range of factors, because claims are ranges. */

export interface ClaimRange {
  readonly low: number;
  /** null: no upper bound was given. */
  readonly high: number | null;
}

/**
 * `differ`: between the two claims that lie furthest apart, the least and the greatest factor that fits both.
 * `least` null: one of them says none, and no factor leads from none to some. `most` null: there is no limit to it.
 */
export type ClaimDifference =
  | { readonly kind: "single" }
  | { readonly kind: "overlap" }
  | { readonly kind: "differ"; readonly least: number | null; readonly most: number | null };

const top = ({ high }: ClaimRange): number => high ?? Number.POSITIVE_INFINITY;

/** Of all claims, the one that ends lowest; of equals, the one that begins lowest. */
const lowerOf = (a: ClaimRange, b: ClaimRange): ClaimRange =>
  top(a) < top(b) || (top(a) === top(b) && a.low <= b.low) ? a : b;

/** Of all claims, the one that begins highest; of equals, the one that ends highest. */
const upperOf = (a: ClaimRange, b: ClaimRange): ClaimRange =>
  a.low > b.low || (a.low === b.low && top(a) >= top(b)) ? a : b;

/**
 * The factor between the lowest and the highest of these claims; claims that share a number do not differ.
 * @example 107, "hundreds" (100–999) and 4,000–5,000: least 4000 / 107 = 37.4, most 5000 / 107 = 46.7
 * @example 9 and "more than 200" (201 and up): least 22.3, no most
 */
export function differenceOf(claims: readonly ClaimRange[]): ClaimDifference {
  const [first, ...others] = claims;
  if (first === undefined || others.length === 0) return { kind: "single" };
  const lower = others.reduce(lowerOf, first);
  const upper = others.reduce(upperOf, first);
  if (upper.low <= top(lower)) return { kind: "overlap" };
  const { high } = lower;
  if (high === null || high === 0) return { kind: "differ", least: null, most: null };
  const most = upper.high === null || lower.low === 0 ? null : upper.high / lower.low;
  return { kind: "differ", least: upper.low / high, most };
}
