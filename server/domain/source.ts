/** Source: who says it, and for whom. */
import type { CountryCode } from "./crossing.ts";

export const SOURCE_KINDS = ["reporter", "official", "agency", "trade", "press", "feed"] as const;
/** `agency` is the United Nations and humanitarian bodies; `trade` chambers and transporters. */
export type SourceKind = (typeof SOURCE_KINDS)[number];

/**
 * A source as the public may see it: a reporter appears by pseudonym.
 * `party` is the country for whose side it speaks, null when for none.
 */
export interface Source {
  readonly id: string;
  readonly kind: SourceKind;
  readonly name: string;
  readonly party: CountryCode | null;
}
