/** Secrets and signatures of Standard Webhooks 1.0 (symmetric, `v1`). */
import { createHmac, randomBytes } from "node:crypto";

const SECRET_PREFIX = "whsec_";
/** Bytes; the standard asks for 24 to 64. */
const SECRET_BYTES = 32;

/** A new secret as its owner gets it: `whsec_` and base64. */
export function newWebhookSecret(): string {
  return SECRET_PREFIX + randomBytes(SECRET_BYTES).toString("base64");
}

export interface SignedAttempt {
  /** The notice's id, the same over all attempts. */
  readonly id: string;
  /** Of this attempt, not of the event: receivers refuse what is older than some minutes. */
  readonly attemptedAtMs: number;
  /** The very bytes that are sent. */
  readonly body: string;
  /** Every secret that is valid now, newest first; each signs. */
  readonly secrets: readonly string[];
}

/** The three headers by which a receiver knows us. */
export function signatureHeaders(attempt: SignedAttempt): Readonly<Record<string, string>> {
  const seconds = Math.floor(attempt.attemptedAtMs / 1_000);
  const signed = `${attempt.id}.${seconds}.${attempt.body}`;
  const signatures = attempt.secrets.map((secret) => {
    const key = Buffer.from(secret.slice(SECRET_PREFIX.length), "base64");
    return `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  });
  return {
    "webhook-id": attempt.id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signatures.join(" "),
  };
}
