/**
 * Auth.js, for the pages: e-mail and password, a code where the account asks for one, a cookie that names a session row. Only Next loads this file; whoever
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
import type { SecretContext } from "#server/services/accounts/secret-context.ts";
import { findSessionActor, revokeSession } from "#server/services/accounts/sessions.ts";
import {
  type CodeNeeded,
  type SignedIn,
  signIn as takePassword,
} from "#server/services/accounts/sign-in.ts";
import { signInWithCode } from "#server/services/accounts/sign-in-code.ts";
import { keepDevice, readDeviceToken } from "./device-cookie.ts";
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

/** The password was right and the account has a second step: it goes on with the ticket and a code. */
export class CodeAsked extends CredentialsSignin {
  readonly ticket: string;

  constructor(ticket: string) {
    super("A code is asked for.");
    this.ticket = ticket;
    this.code = "code_needed";
  }
}

const PasswordForm = z.object({ email: z.string().max(254), password: z.string().max(1_000) });
const CodeForm = z.object({ ticket: z.string().max(1_000), code: z.string().max(100) });

const now = () => new Date().toISOString();

function take(ctx: SecretContext, given: unknown, request: Request) {
  const { headers } = request;
  const from = {
    userAgent: headers.get("user-agent"),
    deviceToken: readDeviceToken(headers.get("cookie")),
  };
  const code = CodeForm.safeParse(given);
  if (code.success) return signInWithCode(ctx, { ...code.data, ...from });
  const form = PasswordForm.safeParse(given);
  if (!form.success) return null;
  const address = headers.get(CLIENT_ADDRESS_HEADER);
  return takePassword(ctx, { ...form.data, ...from, address });
}

async function authorize(given: unknown, request: Request) {
  const { authSecret, db, publicUrl } = getRuntime();
  let taken: SignedIn | CodeNeeded | null;
  try {
    taken = await take({ actor: null, database: db, now: now(), authSecret }, given, request);
  } catch (error) {
    if (error instanceof DomainError) throw new SignInRefused(error);
    throw error;
  }
  if (taken === null) return null;
  if (taken.kind === "code_needed") throw new CodeAsked(taken.ticket);
  await keepDevice({ authSecret, publicUrl, email: taken.email });
  return { id: taken.accountId, sessionId: taken.sessionId };
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
    providers: [
      Credentials({ credentials: { email: {}, password: {}, ticket: {}, code: {} }, authorize }),
    ],
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
