import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { HOUR_MS, SECOND_MS } from "#server/domain/time.ts";
import { addKey } from "#server/services/accounts/add-key.ts";
import { disableAccount } from "#server/services/accounts/disable-account.ts";
import { findKeyActor } from "#server/services/accounts/find-key-actor.ts";
import { listKeys } from "#server/services/accounts/list-keys.ts";
import { revokeKey } from "#server/services/accounts/revoke-key.ts";
import { test } from "../../support/database.ts";
import { actorOf, addPerson, contextOf, later, NOW } from "./builders.ts";

const SCOPES = ["reports:write"];

describe("an API key", () => {
  test("stands for its account with its scopes, and only its hash is kept", async ({ tx }) => {
    const { email, accountId } = await addPerson(tx);
    const { key } = await addKey(contextOf(tx), { email, scopes: SCOPES, label: "van" });
    expect(key).toMatch(/^gw_[\w-]{43}$/);
    expect(await findKeyActor(tx, key, NOW)).toMatchObject({ accountId, scopes: SCOPES });
    const [row] = await tx.execute(sql`select to_jsonb(api_keys)::text as all from api_keys`);
    expect(row?.all).not.toContain(key);
    expect(await findKeyActor(tx, `${key}x`, NOW)).toBeNull();
    expect(await findKeyActor(tx, "Bearer", NOW)).toBeNull();
  });

  test("notes its last use once a minute", async ({ tx }) => {
    const { email } = await addPerson(tx);
    const { key } = await addKey(contextOf(tx), { email, scopes: SCOPES });
    const lastUse = async () => (await listKeys(contextOf(tx)))[0]?.lastUsedAt;
    expect(await lastUse()).toBeNull();
    await findKeyActor(tx, key, NOW);
    await findKeyActor(tx, key, later(59 * SECOND_MS));
    expect(await lastUse()).toBe(NOW);
    await findKeyActor(tx, key, later(60 * SECOND_MS));
    expect(await lastUse()).toBe(later(60 * SECOND_MS));
  });

  test("ends at its time, when it is revoked, and with its account", async ({ tx }) => {
    const { email } = await addPerson(tx);
    const short = await addKey(contextOf(tx), { email, scopes: SCOPES, expiresAt: later(HOUR_MS) });
    expect(await findKeyActor(tx, short.key, later(HOUR_MS - 1))).not.toBeNull();
    expect(await findKeyActor(tx, short.key, later(HOUR_MS))).toBeNull();
    const revoked = await addKey(contextOf(tx), { email, scopes: SCOPES });
    await revokeKey(contextOf(tx), { key: revoked.keyId });
    await revokeKey(contextOf(tx), { key: revoked.keyId });
    expect(await findKeyActor(tx, revoked.key, NOW)).toBeNull();
    const last = await addKey(contextOf(tx), { email, scopes: SCOPES });
    await disableAccount(contextOf(tx), { email });
    expect(await findKeyActor(tx, last.key, NOW)).toBeNull();
  });

  test("is refused with the reason", async ({ tx }) => {
    const { email } = await addPerson(tx);
    const add = (more: object) => addKey(contextOf(tx), { email, scopes: SCOPES, ...more });
    await expect(add({ scopes: [] })).rejects.toMatchObject({ code: "invalid" });
    await expect(add({ scopes: ["everything"] })).rejects.toMatchObject({ code: "invalid" });
    await expect(add({ expiresAt: NOW })).rejects.toMatchObject({ code: "invalid" });
    await expect(add({ email: "no@example.org" })).rejects.toMatchObject({ code: "not_found" });
    await expect(revokeKey(contextOf(tx), { key: "gw_absent" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("is its owner's business and an admin's, nobody else's", async ({ tx }) => {
    const owner = await addPerson(tx, { role: "firm" });
    const asOwner = contextOf(tx, { actor: actorOf("firm", { accountId: owner.accountId }) });
    const { keyId } = await addKey(asOwner, { email: owner.email, scopes: SCOPES });
    expect(await listKeys(asOwner)).toHaveLength(1);
    for (const role of ["firm", "reporter", "verifier"] as const) {
      const other = contextOf(tx, { actor: actorOf(role) });
      expect(await listKeys(other)).toHaveLength(0);
      await expect(addKey(other, { email: owner.email, scopes: SCOPES })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(revokeKey(other, { key: keyId })).rejects.toMatchObject({ code: "not_found" });
    }
    await revokeKey(asOwner, { key: keyId });
  });
});
