import { hash } from "node:crypto";
import type { Claim } from "#server/domain/claim.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";
import { carriedText } from "#server/formats/relay/carried-claims.ts";

interface Said {
  /** Whose report it is. */
  readonly accountId: string;
  readonly crossingId: CrossingId;
  readonly observedAt: Instant;
  readonly claims: readonly Claim[];
}

/**
 * The id of a report that a person wrote as a code without one: made from who says what of which crossing and when, so
 * that the same words are one report however often and whichever way they come. A UUID version 8 (RFC 9562, 5.8).
 */
export function relayId({ accountId, crossingId, observedAt, claims }: Said): string {
  const text = [accountId, crossingId, observedAt, carriedText(claims)].join("\n");
  const hex = hash("sha256", text).slice(0, 32);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}
