/**
 * Links in mails and addresses of feeds: each ends in a token that follows from what it is for and the server's
 * secret. Nothing of it is kept, so that whoever reads the database can neither confirm nor stop anything.
 */
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** Bytes. */
const KEY_BYTES = 32;
const TOKEN_BYTES = 24;

export type LinkUse = "confirm" | "stop" | "feed" | "source";

function sign(authSecret: string, use: LinkUse, id: string): Buffer {
  const key = Buffer.from(hkdfSync("sha256", authSecret, "", `gatewatch watch ${use}`, KEY_BYTES));
  return createHmac("sha256", key).update(id).digest().subarray(0, TOKEN_BYTES);
}

/** The token, base64url. */
export const linkToken = (authSecret: string, use: LinkUse, id: string): string =>
  sign(authSecret, use, id).toString("base64url");

export function isLinkToken(
  authSecret: string,
  link: { readonly use: LinkUse; readonly id: string; readonly token: string },
): boolean {
  const given = Buffer.from(link.token, "base64url");
  const wanted = sign(authSecret, link.use, link.id);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** What a link holds behind its path: `id` and `token`. */
export const linkQuery = (authSecret: string, use: LinkUse, id: string): string =>
  `?id=${id}&token=${linkToken(authSecret, use, id)}`;
