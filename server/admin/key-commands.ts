import { SCOPES } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInstant } from "#server/domain/parse-instant.ts";
import { addMs, DAY_MS } from "#server/domain/time.ts";
import { addKey } from "#server/services/accounts/add-key.ts";
import { listKeys } from "#server/services/accounts/list-keys.ts";
import { revokeKey } from "#server/services/accounts/revoke-key.ts";
import { type Command, many, optional, required, UsageError } from "./command.ts";
import { textTable } from "./text-table.ts";

/**
 * `30d`, or an instant with its zone.
 * @throws UsageError for anything else
 */
export function readExpiry(text: string, now: string): string {
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  if (days !== undefined) return addMs(now, Number(days) * DAY_MS);
  try {
    return parseInstant(text);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new UsageError(`--expires ${error.message}, or a number of days as 90d`);
  }
}

export const keyAdd: Command = {
  name: "key add",
  summary: "Make an API key for an account",
  synopsis: `--email E --scope ${SCOPES.join("|")} … [--label L] [--expires 90d|INSTANT]`,
  details: ["The key is printed this once and kept nowhere; only its hash is."],
  options: {
    email: { type: "string" },
    scope: { type: "string", multiple: true },
    label: { type: "string" },
    expires: { type: "string" },
  },
  fieldNames: { scopes: "--scope", expiresAt: "--expires" },
  async run(ctx, values) {
    const email = required(values, "email");
    const expires = optional(values, "expires");
    const label = optional(values, "label");
    required({ scope: many(values, "scope")[0] }, "scope");
    const { keyId, key } = await addKey(ctx, {
      email,
      scopes: many(values, "scope"),
      ...(label === undefined ? {} : { label }),
      ...(expires === undefined ? {} : { expiresAt: readExpiry(expires, ctx.now) }),
    });
    return { text: `Key for ${email}, shown this once:\n${key}`, data: { keyId, email, key } };
  },
};

export const keyList: Command = {
  name: "key list",
  summary: "List the API keys, by their first characters",
  synopsis: "",
  options: {},
  async run(ctx) {
    const keys = await listKeys(ctx);
    const rows = keys.map((key) => {
      const isOver = key.expiresAt !== null && key.expiresAt <= ctx.now;
      const state = key.revokedAt !== null ? "revoked" : isOver ? "expired" : "active";
      const used = key.lastUsedAt ?? "never";
      return [
        `${key.prefix}…`,
        key.email,
        state,
        key.scopes.join(","),
        used,
        key.id,
        key.label ?? "",
      ];
    });
    const heads = ["KEY", "E-MAIL", "STATE", "SCOPES", "LAST USED", "ID", "LABEL"];
    return { text: rows.length === 0 ? "No keys yet." : textTable(heads, rows), data: { keys } };
  },
};

export const keyRevoke: Command = {
  name: "key revoke",
  summary: "End an API key",
  synopsis: "KEY",
  details: ["KEY is its id, its first characters as `key list` shows them, or the key itself."],
  options: {},
  positionals: 1,
  fieldNames: { key: "KEY" },
  async run(ctx, _values, [key = ""]) {
    const { keyId } = await revokeKey(ctx, { key: key.replace(/…$/, "") });
    return { text: `Key ${keyId} ended.`, data: { keyId } };
  },
};
