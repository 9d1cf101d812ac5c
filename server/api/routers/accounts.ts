import { z } from "zod";
import { ROLES } from "#server/domain/actor.ts";
import { AddAccountInput } from "#server/services/accounts/account-input.ts";
import { inviteAccount } from "#server/services/accounts/add-account.ts";
import { ChangeAccountInput, changeAccount } from "#server/services/accounts/change-account.ts";
import { disableAccount } from "#server/services/accounts/disable-account.ts";
import { enableAccount } from "#server/services/accounts/enable-account.ts";
import { endOtherSessions, endSession } from "#server/services/accounts/end-session.ts";
import { listAccounts } from "#server/services/accounts/list-accounts.ts";
import { listSessions } from "#server/services/accounts/list-sessions.ts";
import { makeResetLink } from "#server/services/accounts/make-reset-link.ts";
import { revokeAccountSessions } from "#server/services/accounts/revoke-account-sessions.ts";
import { getSecondStep, resetSecondStep } from "#server/services/accounts/second-step.ts";
import { serviceContext } from "../context.ts";
import { InstantOut } from "../public/shared.ts";
import { procedure, router } from "../trpc.ts";

const sessionId = z.uuid("is no session's id");
const OfAccount = z.strictObject({ email: z.string().max(254) });
const AccountOut = z.object({ accountId: z.string() });

const SessionOut = z.object({
  id: z.string(),
  createdAt: InstantOut,
  lastSeenAt: InstantOut,
  userAgent: z.string().nullable(),
});

const ListedAccountOut = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  pseudonym: z.string(),
  role: z.enum(ROLES),
  crossingIds: z.array(z.string()).readonly(),
  hasPassword: z.boolean(),
  hasSecondStep: z.boolean(),
  sessions: z.array(SessionOut).readonly(),
  createdAt: InstantOut,
  disabledAt: InstantOut.nullable(),
});

/** Accounts and their sessions. What handles a password or a secret has no procedure: only the pages' actions do. */
export const accountsRouter = router({
  /** Where one is signed in oneself. */
  sessions: procedure
    .input(z.strictObject({}))
    .output(z.object({ at: InstantOut, sessions: z.array(SessionOut) }))
    .query(async ({ ctx }) => {
      const service = serviceContext(ctx);
      return { at: service.now, sessions: await listSessions(service) };
    }),

  secondStep: procedure
    .input(z.strictObject({}))
    .output(z.object({ isOn: z.boolean(), recoveryCodesLeft: z.number() }))
    .query(({ ctx }) => getSecondStep(serviceContext(ctx))),

  endSession: procedure
    .input(z.strictObject({ sessionId }))
    .output(AccountOut)
    .mutation(({ ctx, input }) => endSession(serviceContext(ctx), input)),

  endOtherSessions: procedure
    .input(z.strictObject({ keepId: sessionId }))
    .output(z.object({ endedSessions: z.number() }))
    .mutation(({ ctx, input }) => endOtherSessions(serviceContext(ctx), input)),

  /** Every account, for admins; so is all below. */
  list: procedure
    .input(z.strictObject({}))
    .output(z.object({ at: InstantOut, accounts: z.array(ListedAccountOut) }))
    .query(async ({ ctx }) => {
      const service = serviceContext(ctx);
      return { at: service.now, accounts: await listAccounts(service) };
    }),

  /** With the token of a one-time link by which its owner chooses a password. */
  add: procedure
    .input(AddAccountInput.omit({ password: true }))
    .output(AccountOut.extend({ email: z.string(), token: z.string() }))
    .mutation(({ ctx, input }) => inviteAccount(serviceContext(ctx), input)),

  /** Another role, and crossings to report on or not to. */
  change: procedure
    .input(ChangeAccountInput)
    .output(
      AccountOut.extend({
        email: z.string(),
        role: z.enum(ROLES),
        crossings: z.array(z.string()).readonly(),
      }),
    )
    .mutation(({ ctx, input }) => changeAccount(serviceContext(ctx), input)),

  revokeSessions: procedure
    .input(OfAccount)
    .output(AccountOut.extend({ endedSessions: z.number() }))
    .mutation(({ ctx, input }) => revokeAccountSessions(serviceContext(ctx), input)),

  disable: procedure
    .input(OfAccount)
    .output(AccountOut.extend({ endedSessions: z.number() }))
    .mutation(({ ctx, input }) => disableAccount(serviceContext(ctx), input)),

  enable: procedure
    .input(OfAccount)
    .output(AccountOut)
    .mutation(({ ctx, input }) => enableAccount(serviceContext(ctx), input)),

  /** The token of a one-time link, shown this once. */
  makeResetLink: procedure
    .input(OfAccount)
    .output(AccountOut.extend({ email: z.string(), token: z.string() }))
    .mutation(({ ctx, input }) => makeResetLink(serviceContext(ctx), input)),

  resetSecondStep: procedure
    .input(OfAccount)
    .output(AccountOut.extend({ wasOn: z.boolean() }))
    .mutation(({ ctx, input }) => resetSecondStep(serviceContext(ctx), input)),
});
