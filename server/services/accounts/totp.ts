/** Time-based one-time codes (RFC 6238) as every authenticator app makes them: SHA-1, 6 digits, 30 s. */
import { Secret, TOTP } from "otpauth";
import { type Instant, toMs } from "#server/domain/time.ts";

const SHAPE = { algorithm: "SHA1", digits: 6, period: 30 } as const;
/** Bytes; RFC 4226, 4 (R6) recommends 160 bits. */
const SECRET_BYTES = 20;
/** Steps before and after now whose code is taken: phones' clocks are off by some seconds, and typing takes time. */
export const CODE_WINDOW = 1;

/** A new secret, base32. */
export function newTotpSecret(): string {
  return new Secret({ size: SECRET_BYTES }).base32;
}

/** What an authenticator app reads from a QR code. */
export function totpUri(secret: string, email: string): string {
  return new TOTP({ ...SHAPE, issuer: "Gatewatch", label: email, secret }).toString();
}

/**
 * The time step whose code this is, null when it is none of those around now.
 * @example findTotpStep("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "287082", "1970-01-01T00:00:59.000Z") // 1 (RFC 6238, B)
 */
export function findTotpStep(secret: string, code: string, now: Instant): number | null {
  const totp = new TOTP({ ...SHAPE, secret });
  const timestamp = toMs(now);
  const delta = totp.validate({ token: code, timestamp, window: CODE_WINDOW });
  return delta === null ? null : totp.counter({ timestamp }) + delta;
}
