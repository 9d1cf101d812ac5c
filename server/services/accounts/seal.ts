/**
 * Sealed values: small secrets that lie in the database or go through a browser and come back, readable and
 * changeable by this server alone (AES-256-GCM). Each purpose has a key of its own, made of the server's secret by
 * HKDF, and each value is bound to what it belongs to: moved to another row or account, it does not open.
 *
 * Whoever changes the server's secret ends every sealed value with it.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const CIPHER = "aes-256-gcm";
/** Bytes, as GCM wants them. */
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Begins every sealed value, so that a later way of sealing can be told from this one. */
const VERSION = "1.";

export interface Seal {
  /** The server's secret. */
  readonly authSecret: string;
  readonly purpose: "totp" | "sign-in ticket" | "known device" | "webhook secret";
  /** What the value belongs to, such as an account's id. */
  readonly boundTo: string;
}

function keyOf({ authSecret, purpose }: Seal): Buffer {
  return Buffer.from(hkdfSync("sha256", authSecret, "", `gatewatch ${purpose}`, KEY_BYTES));
}

/** The sealed text, base64url. The same text is sealed differently each time. */
export function sealText(text: string, seal: Seal): string {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyOf(seal), nonce).setAAD(Buffer.from(seal.boundTo));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return VERSION + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
}

/** The text, or null when it was not sealed so, or has been changed. */
export function openSealed(sealed: string, seal: Seal): string | null {
  if (!sealed.startsWith(VERSION)) return null;
  const bytes = Buffer.from(sealed.slice(VERSION.length), "base64url");
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return null;
  const bodyAt = NONCE_BYTES + TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, keyOf(seal), bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(seal.boundTo))
    .setAuthTag(bytes.subarray(NONCE_BYTES, bodyAt));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(bodyAt)), decipher.final()]).toString();
  } catch {
    return null;
  }
}
