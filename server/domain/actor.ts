/** Actor: who asks. `null` wherever an actor may be absent: the public. */
import type { CrossingId } from "./crossing.ts";
import type { Instant } from "./time.ts";

export const ROLES = ["admin", "verifier", "reporter", "firm"] as const;
export type Role = (typeof ROLES)[number];

/** What an API key may be used for. */
export const SCOPES = [
  "reports:write",
  "data:read",
  "sms:write",
  /** Watches and webhooks of one's firm. */
  "watches:write",
  /** Keys of one's own, none of which may do more than the key that makes them. */
  "keys:write",
] as const;
export type Scope = (typeof SCOPES)[number];

/** For how many days a key may be made; null: until it is revoked. */
export const KEY_DAYS = [30, 90, 365, null] as const;

export interface Actor {
  readonly accountId: string;
  readonly role: Role;
  readonly name: string;
  /** A reporter's crossings; for an admin or verifier every crossing is theirs, whatever stands here. */
  readonly crossingIds: readonly CrossingId[];
  /** Set for an API key, which may do only this; absent for a signed-in person. */
  readonly scopes?: readonly Scope[];
  /** Set with `scopes`: when the key ends; null: it stands until it is revoked. */
  readonly keyEndsAt?: Instant | null;
}
