/**
 * Auth.js, for the pages: e-mail and password, a cookie that names a session row. Only Next loads this file; whoever
 * is outside of Next reads the same cookie through read-actor.ts.
 *
 * Auth.js asks for JWT sessions with passwords; here the token carries the row's id alone, and the row is what counts.
 */
import NextAuth, { CredentialsSignin, type NextAuthConfig } from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { z } from "zod";
import { DomainError } from "#server/domain/errors.ts";
import { CLIENT_ADDRESS_HEADER } from "#server/http/client-address.ts";
import { getRuntime } from "#server/runtime.ts";
import { findSessionActor, revokeSession } from "#server/services/accounts/sessions.ts";
import { signIn as beginSession } from "#server/services/accounts/sign-in.ts";
import { COOKIE_LIFETIME_SECONDS, SessionToken, sessionCookie } from "./session-cookie.ts";

/** A refused sign-in as Auth.js passes it on; the refusal is in it. */
export class SignInRefused extends CredentialsSignin {
  readonly refusal: DomainError;

  constructor(refusal: DomainError) {
    super(refusal.message);
    this.refusal = refusal;
    const { retryAfterSeconds } = refusal.details;
    this.code = retryAfterSeconds === undefined ? refusal.code : `too_many.${retryAfterSeconds}`;
  }
}

const SignInForm = z.object({ email: z.string().max(254), password: z.string().max(1_000) });

const now = () => new Date().toISOString();

async function authorize(given: unknown, request: Request) {
  const form = SignInForm.safeParse(given);
  if (!form.success) return null;
  try {
    const { accountId, sessionId } = await beginSession(
      { actor: null, database: getRuntime().db, now: now() },
      {
        ...form.data,
        address: request.headers.get(CLIENT_ADDRESS_HEADER),
        userAgent: request.headers.get("user-agent"),
      },
    );
    return { id: accountId, sessionId };
  } catch (error) {
    if (error instanceof DomainError) throw new SignInRefused(error);
    throw error;
  }
}

function configure(): NextAuthConfig {
  const { authSecret, db, log, publicUrl } = getRuntime();
  const cookie = sessionCookie(publicUrl);
  return {
    secret: authSecret,
    trustHost: true,
    basePath: "/api/auth",
    useSecureCookies: cookie.options.secure,
    cookies: { sessionToken: cookie },
    session: { strategy: "jwt", maxAge: COOKIE_LIFETIME_SECONDS },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [Credentials({ credentials: { email: {}, password: {} }, authorize })],
    callbacks: {
      /** Null makes Auth.js clear the cookie: the session has ended. */
      async jwt({ token, user }) {
        if (user !== undefined) return "sessionId" in user ? { sid: user.sessionId } : null;
        const held = SessionToken.safeParse(token);
        if (!held.success) return null;
        const actor = await findSessionActor(db, held.data.sid, now());
        return actor === null ? null : { sid: held.data.sid };
      },
      /** What /api/auth/session tells the browser. */
      async session({ session, token }) {
        const held = SessionToken.safeParse(token);
        const actor = held.success ? await findSessionActor(db, held.data.sid, now()) : null;
        return {
          expires: session.expires,
          user: { name: actor?.name ?? null, role: actor?.role ?? null },
        };
      },
    },
    events: {
      async signOut(message) {
        const held = "token" in message ? SessionToken.safeParse(message.token) : null;
        if (held?.success) await revokeSession(db, held.data.sid, now());
      },
    },
    logger: {
      error: (error) => {
        if (error instanceof CredentialsSignin) log.debug("sign-in refused", { code: error.code });
        else log.error("Auth.js failed", { error });
      },
      warn: (code) => log.debug("Auth.js warns", { code }),
      debug: () => undefined,
    },
  };
}

export const { handlers, signIn, signOut } = NextAuth(configure);
