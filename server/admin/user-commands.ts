import { ROLES } from "#server/domain/actor.ts";
import { addAccount } from "#server/services/accounts/add-account.ts";
import { changeAccount } from "#server/services/accounts/change-account.ts";
import { disableAccount } from "#server/services/accounts/disable-account.ts";
import { enableAccount } from "#server/services/accounts/enable-account.ts";
import { listAccounts } from "#server/services/accounts/list-accounts.ts";
import { makeResetLink } from "#server/services/accounts/make-reset-link.ts";
import { revokeAccountSessions } from "#server/services/accounts/revoke-account-sessions.ts";
import { resetSecondStep } from "#server/services/accounts/second-step.ts";
import { type Command, type CommandContext, many, optional, required } from "./command.ts";
import { textTable } from "./text-table.ts";

function welcomeLink({ env }: CommandContext, token: string): string {
  const base = env.publicUrl ?? `http://${env.host}:${env.port}`;
  return `${base}/welcome?token=${token}`;
}

export const userAdd: Command = {
  name: "user add",
  summary: "Make an account",
  synopsis: `--email E --name N --role ${ROLES.join("|")} [--crossing SLUG …] [--trusted] [--pseudonym P] [--password-stdin]`,
  details: [
    "--crossing SLUG    a crossing that a reporter may report on; again for each",
    "--trusted          their reports there are published at once and reviewed after",
    "--pseudonym P      what the public reads instead of the name; made up otherwise",
    "--password-stdin   take the password from standard input; otherwise a link is printed, good for a day and",
    "                   once, by which its owner chooses one",
  ],
  options: {
    email: { type: "string" },
    name: { type: "string" },
    role: { type: "string" },
    crossing: { type: "string", multiple: true },
    trusted: { type: "boolean" },
    pseudonym: { type: "string" },
    "password-stdin": { type: "boolean" },
  },
  fieldNames: { crossings: "--crossing", isTrusted: "--trusted", password: "The password" },
  async run(ctx, values) {
    const input = {
      email: required(values, "email"),
      name: required(values, "name"),
      role: required(values, "role"),
      crossings: many(values, "crossing"),
      isTrusted: values.trusted === true,
      pseudonym: optional(values, "pseudonym"),
      password: values["password-stdin"] === true ? await ctx.readStdin() : undefined,
    };
    const { accountId, email, token } = await addAccount(ctx, input);
    const link = token === null ? null : welcomeLink(ctx, token);
    const lines = [`Added ${email} as ${input.role}.`];
    if (link !== null) lines.push(`To choose a password, once and within a day: ${link}`);
    return { text: lines.join("\n"), data: { accountId, email, role: input.role, link } };
  },
};

export const userChange: Command = {
  name: "user change",
  summary: "Give an account another role, and crossings or take them away",
  synopsis: `--email E [--role ${ROLES.join("|")}] [--crossing SLUG …] [--remove-crossing SLUG …]`,
  details: [
    "--crossing SLUG         a crossing to report on from now on; again for each",
    "--remove-crossing SLUG  one to report on no more; again for each",
    "What was reported stays. Reports that wait on a phone stay there, and can be sent once the right is back.",
  ],
  options: {
    email: { type: "string" },
    role: { type: "string" },
    crossing: { type: "string", multiple: true },
    "remove-crossing": { type: "string", multiple: true },
  },
  fieldNames: { crossings: "--crossing", removed: "--remove-crossing" },
  async run(ctx, values) {
    const changed = await changeAccount(ctx, {
      email: required(values, "email"),
      role: optional(values, "role"),
      crossings: many(values, "crossing"),
      removed: many(values, "remove-crossing"),
    });
    const where = changed.crossings.length === 0 ? "no crossing" : changed.crossings.join(", ");
    return { text: `${changed.email} is ${changed.role}, with ${where}.`, data: changed };
  },
};

export const userDisable: Command = {
  name: "user disable",
  summary: "Disable an account: it can no longer sign in, and its sessions and keys end",
  synopsis: "--email E",
  options: { email: { type: "string" } },
  async run(ctx, values) {
    const email = required(values, "email");
    const { accountId, endedSessions } = await disableAccount(ctx, { email });
    return {
      text: `Disabled ${email}; ${endedSessions} sessions ended.`,
      data: { accountId, email, endedSessions },
    };
  },
};

export const userEnable: Command = {
  name: "user enable",
  summary: "Let a disabled account sign in again",
  synopsis: "--email E",
  options: { email: { type: "string" } },
  async run(ctx, values) {
    const email = required(values, "email");
    const { accountId } = await enableAccount(ctx, { email });
    return { text: `Enabled ${email}.`, data: { accountId, email } };
  },
};

export const userLink: Command = {
  name: "user link",
  summary: "Make a one-time link by which the owner of an account chooses a new password",
  synopsis: "--email E",
  details: [
    "It is good for a day and once. Waits after failed sign-ins do not hold it back, and end with it.",
  ],
  options: { email: { type: "string" } },
  async run(ctx, values) {
    const { accountId, email, token } = await makeResetLink(ctx, {
      email: required(values, "email"),
    });
    const link = welcomeLink(ctx, token);
    return {
      text: `To choose a password, once and within a day: ${link}`,
      data: { accountId, email, link },
    };
  },
};

export const userResetSecondStep: Command = {
  name: "user reset-second-step",
  summary:
    "Let an account sign in without a code, for an owner who has lost phone and recovery codes",
  synopsis: "--email E",
  options: { email: { type: "string" } },
  async run(ctx, values) {
    const email = required(values, "email");
    const { accountId, wasOn } = await resetSecondStep(ctx, { email });
    return {
      text: wasOn ? `${email} signs in without a code.` : `${email} had no second step.`,
      data: { accountId, email, wasOn },
    };
  },
};

export const userList: Command = {
  name: "user list",
  summary: "List the accounts",
  synopsis: "",
  options: {},
  async run(ctx) {
    const accounts = await listAccounts(ctx);
    const rows = accounts.map((account) => [
      account.email,
      account.role,
      account.disabledAt !== null ? "disabled" : account.hasPassword ? "active" : "invited",
      account.pseudonym,
      account.name,
      account.crossingIds.join(", "),
    ]);
    const heads = ["E-MAIL", "ROLE", "STATE", "PSEUDONYM", "NAME", "CROSSINGS"];
    return {
      text: rows.length === 0 ? "No accounts yet." : textTable(heads, rows),
      data: { accounts },
    };
  },
};

export const sessionsRevoke: Command = {
  name: "sessions revoke",
  summary: "Sign an account out everywhere",
  synopsis: "--email E",
  options: { email: { type: "string" } },
  async run(ctx, values) {
    const email = required(values, "email");
    const { accountId, endedSessions } = await revokeAccountSessions(ctx, { email });
    return {
      text: `${endedSessions} sessions of ${email} ended.`,
      data: { accountId, email, endedSessions },
    };
  },
};
