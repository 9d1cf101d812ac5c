import { createHash, randomBytes } from "node:crypto";

/** 256 bits: beyond guessing, so a fast hash of it is as good as a slow one. */
const SECRET_BYTES = 32;

/** Begins every API key, so that scanners of public code can tell one that has leaked. */
export const KEY_PREFIX = "gw_";
/** Characters of a key that are kept readable, to recognise it by. */
const SHOWN_CHARS = 8;

/** A new secret for a one-time link, base64url. */
export function newSecret(): string {
  return randomBytes(SECRET_BYTES).toString("base64url");
}

/** A new API key, `gw_` and 43 characters. */
export function newKey(): string {
  return `${KEY_PREFIX}${newSecret()}`;
}

/** What is kept of a secret: SHA-256, hex. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("hex");
}

export function shownPart(key: string): string {
  return key.slice(0, SHOWN_CHARS);
}
