/** The secrets of an endpoint: sealed in the database, bound to their endpoint, newest first. */
import { DAY_MS, type Instant } from "#server/domain/time.ts";
import { newWebhookSecret } from "#server/webhooks/signature.ts";
import { openSealed, sealText } from "../accounts/seal.ts";

export interface StoredSecret {
  readonly sealed: string;
  readonly createdAt: string;
  /** Null: the newest, which ends when another takes its place. */
  readonly endsAt: string | null;
}

/** How long an old secret stays valid beside its successor, so that a receiver can be changed without a gap. */
export const OLD_SECRET_MS = DAY_MS;
/** Signatures in one header; more would be a mistake of somebody who presses the button again and again. */
export const MAX_VALID_SECRETS = 3;

const sealOf = (authSecret: string, endpointId: string) =>
  ({ authSecret, purpose: "webhook secret", boundTo: endpointId }) as const;

/** A new secret, as it is told this once and as it is kept. */
export function makeSecret(input: {
  readonly endpointId: string;
  readonly authSecret: string;
  readonly now: Instant;
}): { secret: string; stored: StoredSecret } {
  const secret = newWebhookSecret();
  const sealed = sealText(secret, sealOf(input.authSecret, input.endpointId));
  return { secret, stored: { sealed, createdAt: input.now, endsAt: null } };
}

export const validSecrets = (secrets: readonly StoredSecret[], now: Instant): StoredSecret[] =>
  secrets.filter(({ endsAt }) => endsAt === null || endsAt > now);

/**
 * The secrets that sign now, newest first. Empty when none opens: the server's own secret has changed since, and each
 * webhook needs a new one.
 */
export function openSecrets(
  secrets: readonly StoredSecret[],
  input: { readonly endpointId: string; readonly authSecret: string; readonly now: Instant },
): string[] {
  return validSecrets(secrets, input.now).flatMap(({ sealed }) => {
    const secret = openSealed(sealed, sealOf(input.authSecret, input.endpointId));
    return secret === null ? [] : [secret];
  });
}
