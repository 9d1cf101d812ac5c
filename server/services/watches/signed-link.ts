/**
 * Links in mails and addresses of feeds: each ends in a token that follows from what it is for and the server's
 * secret. Nothing of it is kept, so that whoever reads the database can neither confirm nor stop anything.
 */
import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** What a link holds. */
export const WatchLink = z.object({ id: z.uuid(), token: z.string().max(100) });
export type WatchLink = z.output<typeof WatchLink>;

/** Bytes. */
const KEY_BYTES = 32;
const TOKEN_BYTES = 24;

export type LinkUse = "confirm" | "stop" | "feed" | "source";

export interface SignedLink {
  readonly use: LinkUse;
  readonly id: string;
  /** What else it is only good for, such as whose address; absent: nothing. */
  readonly boundTo?: string | undefined;
}

function sign(authSecret: string, { use, id, boundTo = "" }: SignedLink): Buffer {
  const key = Buffer.from(hkdfSync("sha256", authSecret, "", `gatewatch watch ${use}`, KEY_BYTES));
  const text = boundTo === "" ? id : `${id} ${boundTo}`;
  return createHmac("sha256", key).update(text).digest().subarray(0, TOKEN_BYTES);
}

/** The token, base64url. */
export const linkToken = (authSecret: string, link: SignedLink): string =>
  sign(authSecret, link).toString("base64url");

export function isLinkToken(
  authSecret: string,
  { token, ...link }: SignedLink & { readonly token: string },
): boolean {
  const given = Buffer.from(token, "base64url");
  const wanted = sign(authSecret, link);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** What a link holds behind its path: `id` and `token`. */
export const linkQuery = (authSecret: string, link: SignedLink): string =>
  `?id=${link.id}&token=${linkToken(authSecret, link)}`;
