/** The cookie by which a browser is known to an account that has signed in there (services/accounts/device.ts). */
import { cookies } from "next/headers";
import { newDeviceToken } from "#server/services/accounts/device.ts";
import { COOKIE_LIFETIME_SECONDS, sessionCookie } from "./session-cookie.ts";

const NAME = "gatewatch.device";

/** The token in a `Cookie` header. */
export function readDeviceToken(cookie: string | null): string | null {
  const found = cookie?.split(/; */).find((pair) => pair.startsWith(`${NAME}=`));
  return found?.slice(NAME.length + 1) ?? null;
}

interface KeepDevice {
  readonly authSecret: string;
  readonly publicUrl: string;
  /** Of the account that has just signed in. */
  readonly email: string;
}

/** Leaves the cookie in the browser with the answer at hand. */
export async function keepDevice({ authSecret, publicUrl, email }: KeepDevice): Promise<void> {
  (await cookies()).set(NAME, newDeviceToken({ authSecret, email }), {
    ...sessionCookie(publicUrl).options,
    maxAge: COOKIE_LIFETIME_SECONDS,
  });
}
