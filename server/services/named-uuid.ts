import { hash } from "node:crypto";

/** A UUID of version 8 (RFC 9562, 5.8) from what it names: the same name is the same id, whoever makes it. */
export function namedUuid(name: string): string {
  const digest = hash("sha256", name);
  const variant = ((Number.parseInt(digest.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join("-");
}
