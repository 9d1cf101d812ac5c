/**
 * The session cookie: an encrypted token (Auth.js' JWE) that names a row of `sessions` and says nothing else.
 *
 * The cookie outlives the session on purpose: how long a session lasts is the row's business, which slides with use
 * and can be cut short, and a page cannot renew a cookie while it renders.
 */
import { getToken } from "next-auth/jwt";
import { z } from "zod";

const NAME = "authjs.session-token";
/** Over https the browser itself sees to it that only https pages of this host have set it. */
const SECURE_NAME = `__Secure-${NAME}`;

/** What browsers allow at most (RFC 6265bis, 5.5: 400 days). Seconds. */
export const COOKIE_LIFETIME_SECONDS = 400 * 24 * 60 * 60;

export interface SessionCookie {
  readonly name: string;
  readonly options: {
    readonly httpOnly: true;
    readonly sameSite: "lax";
    readonly path: "/";
    readonly secure: boolean;
  };
}

/** The cookie as it is set for people who come by `publicUrl`. */
export function sessionCookie(publicUrl: string): SessionCookie {
  const secure = publicUrl.startsWith("https:");
  return {
    name: secure ? SECURE_NAME : NAME,
    options: { httpOnly: true, sameSite: "lax", path: "/", secure },
  };
}

/** What the token holds: the id of a row. */
export const SessionToken = z.object({ sid: z.uuid() });

/**
 * The session that a `Cookie` header names, null when it names none or was not made with this secret.
 * Both names are read: with the prefix first, so that a plain one set by a neighbour cannot take its place.
 */
export async function readSessionId(
  cookie: string | null | undefined,
  secret: string,
): Promise<string | null> {
  if (!cookie) return null;
  for (const cookieName of [SECURE_NAME, NAME]) {
    if (!cookie.includes(cookieName)) continue;
    const req = { headers: new Headers({ cookie }) };
    const token = await getToken({ req, secret, cookieName, salt: cookieName });
    const parsed = SessionToken.safeParse(token);
    if (parsed.success) return parsed.data.sid;
  }
  return null;
}
