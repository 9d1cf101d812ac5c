/**
 * Between the two steps of signing in: a ticket that says whose password was right, sealed, good for some minutes. It
 * opens nothing by itself, and a password that is changed meanwhile voids it.
 */
import { z } from "zod";
import { addMs, type Instant, MINUTE_MS } from "#server/domain/time.ts";
import { openSealed, sealText } from "./seal.ts";
import { hashSecret } from "./secret.ts";

/** Time to find the phone, open the app and type. */
export const TICKET_LIFETIME_MS = 10 * MINUTE_MS;

const Ticket = z.object({
  accountId: z.uuid(),
  passwordMark: z.string(),
  expiresAt: z.string(),
});
export type Ticket = z.infer<typeof Ticket>;

const sealOf = (authSecret: string) =>
  ({ authSecret, purpose: "sign-in ticket", boundTo: "sign-in" }) as const;

/** Tells whether a password hash is the one that was checked, without carrying it. */
export const passwordMarkOf = (passwordHash: string): string => hashSecret(passwordHash);

export function makeTicket(
  account: { readonly accountId: string; readonly passwordHash: string },
  { authSecret, now }: { readonly authSecret: string; readonly now: Instant },
): string {
  const ticket: Ticket = {
    accountId: account.accountId,
    passwordMark: passwordMarkOf(account.passwordHash),
    expiresAt: addMs(now, TICKET_LIFETIME_MS),
  };
  return sealText(JSON.stringify(ticket), sealOf(authSecret));
}

/** What the ticket says; null when it is not ours or too old. */
export function readTicket(
  sealed: string,
  { authSecret, now }: { readonly authSecret: string; readonly now: Instant },
): Ticket | null {
  const text = openSealed(sealed, sealOf(authSecret));
  if (text === null) return null;
  const ticket = Ticket.parse(JSON.parse(text));
  return ticket.expiresAt > now ? ticket : null;
}
