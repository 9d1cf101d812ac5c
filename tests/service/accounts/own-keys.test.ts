import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { DAY_MS, HOUR_MS } from "#server/domain/time.ts";
import { findKeyActor } from "#server/services/accounts/find-key-actor.ts";
import {
  addOwnKey,
  listOwnKeys,
  MAX_STANDING_KEYS,
  revokeOwnKey,
} from "#server/services/accounts/own-keys.ts";
import { revokeKey } from "#server/services/accounts/revoke-key.ts";
import { test } from "../../support/database.ts";
import { actorOf, addPerson, contextOf, later, NOW } from "./builders.ts";

const INPUT = { label: "dispatch", scopes: ["data:read"], days: 30 } as const;

describe("one's own keys", () => {
  async function firm(tx: Parameters<typeof contextOf>[0]) {
    const { accountId } = await addPerson(tx, { role: "firm" });
    const actor = actorOf("firm", { accountId });
    return (now = NOW) => contextOf(tx, { actor, now });
  }

  test("are shown once, kept as a hash, and end at their time", async ({ tx }) => {
    const as = await firm(tx);
    const { key, keyId } = await addOwnKey(as(), INPUT);
    const [row] = await tx.execute(sql`select to_jsonb(api_keys)::text as all from api_keys`);
    expect(row?.all).not.toContain(key);
    expect(await listOwnKeys(as())).toEqual([
      {
        id: keyId,
        prefix: key.slice(0, 8),
        label: "dispatch",
        scopes: ["data:read"],
        state: "active",
        createdAt: NOW,
        expiresAt: later(30 * DAY_MS),
        revokedAt: null,
        lastUsedAt: null,
      },
    ]);
    await findKeyActor(tx, key, later(HOUR_MS));
    expect((await listOwnKeys(as()))[0]?.lastUsedAt).toBe(later(HOUR_MS));
    expect(await findKeyActor(tx, key, later(30 * DAY_MS - 1))).not.toBeNull();
    expect(await findKeyActor(tx, key, later(30 * DAY_MS))).toBeNull();
    expect((await listOwnKeys(as(later(30 * DAY_MS))))[0]?.state).toBe("expired");
  });

  test("without an end stand until they are revoked", async ({ tx }) => {
    const as = await firm(tx);
    const { key, keyId } = await addOwnKey(as(), { ...INPUT, days: null });
    const muchLater = later(5_000 * DAY_MS);
    expect(await findKeyActor(tx, key, muchLater)).not.toBeNull();
    await revokeKey(as(muchLater), { key: keyId });
    expect(await findKeyActor(tx, key, muchLater)).toBeNull();
    expect(await listOwnKeys(as(muchLater))).toMatchObject([
      { state: "revoked", revokedAt: muchLater },
    ]);
  });

  test("are nobody else's to see or to revoke, whoever makes them", async ({ tx }) => {
    const as = await firm(tx);
    const other = await firm(tx);
    const { key, keyId } = await addOwnKey(as(), INPUT);
    expect(await listOwnKeys(other())).toEqual([]);
    await expect(revokeKey(other(), { key: keyId })).rejects.toMatchObject({ code: "not_found" });
    expect(await findKeyActor(tx, key, NOW)).not.toBeNull();
  });

  test("are seen by a key with data:read, and made or revoked by no key", async ({ tx }) => {
    const as = await firm(tx);
    const { key, keyId } = await addOwnKey(as(), INPUT);
    const byKey = contextOf(tx, { actor: await findKeyActor(tx, key, NOW) });
    expect(await listOwnKeys(byKey)).toHaveLength(1);
    await expect(addOwnKey(byKey, INPUT)).rejects.toMatchObject({ code: "forbidden" });
    await expect(revokeKey(byKey, { key: keyId })).rejects.toMatchObject({ code: "forbidden" });
    const writer = actorOf("verifier", { scopes: ["reports:write"] });
    await expect(listOwnKeys(contextOf(tx, { actor: writer }))).rejects.toMatchObject({
      code: "forbidden",
    });
    await expect(listOwnKeys(contextOf(tx, { actor: null }))).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  test("are made by a key with keys:write that hands on no scope and no day more than it has", async ({
    tx,
  }) => {
    const as = await firm(tx);
    const scopes = ["keys:write", "data:read"] as const;
    const { key } = await addOwnKey(as(), { ...INPUT, scopes, days: 90 });
    const byKey = contextOf(tx, { actor: await findKeyActor(tx, key, NOW) });
    const made = await addOwnKey(byKey, { ...INPUT, scopes, days: 90 });
    const wrong = (path: string) => ({ code: "invalid", details: { fields: [{ path }] } });
    for (const days of [365, null]) {
      await expect(addOwnKey(byKey, { ...INPUT, days })).rejects.toMatchObject(wrong("days"));
    }
    const more = { ...INPUT, scopes: ["data:read", "watches:write"] };
    await expect(addOwnKey(byKey, more)).rejects.toMatchObject(wrong("scopes"));
    // What it made hands on no more either, a day later as on the first.
    const tomorrow = later(DAY_MS);
    const next = await findKeyActor(tx, made.key, tomorrow);
    const byNext = contextOf(tx, { actor: next, now: tomorrow });
    await expect(addOwnKey(byNext, { ...INPUT, days: 90 })).rejects.toMatchObject(wrong("days"));
    await addOwnKey(byNext, INPUT);
    const endless = await addOwnKey(as(), { ...INPUT, scopes: ["keys:write"], days: null });
    const byEndless = contextOf(tx, { actor: await findKeyActor(tx, endless.key, NOW) });
    await addOwnKey(byEndless, { ...INPUT, scopes: ["keys:write"], days: null });
  });

  test("are revoked by a key with keys:write, itself too, and nobody else's by it", async ({
    tx,
  }) => {
    const as = await firm(tx);
    const other = await firm(tx);
    const { key, keyId } = await addOwnKey(as(), { ...INPUT, scopes: ["keys:write"] });
    const byKey = contextOf(tx, { actor: await findKeyActor(tx, key, NOW) });
    const theirs = await addOwnKey(other(), INPUT);
    const notFound = { code: "not_found" };
    await expect(revokeOwnKey(byKey, { keyId: theirs.keyId })).rejects.toMatchObject(notFound);
    await expect(revokeOwnKey(byKey, { keyId: randomUUID() })).rejects.toMatchObject(notFound);
    const mine = await addOwnKey(as(), INPUT);
    const forbidden = { code: "forbidden" };
    await expect(revokeKey(byKey, { key: mine.keyId })).rejects.toMatchObject(forbidden);
    await revokeOwnKey(byKey, { keyId: mine.keyId });
    await revokeOwnKey(byKey, { keyId: mine.keyId });
    await revokeOwnKey(byKey, { keyId });
    expect(await findKeyActor(tx, key, NOW)).toBeNull();
    expect(await findKeyActor(tx, theirs.key, NOW)).not.toBeNull();
    const reader = contextOf(tx, { actor: await findKeyActor(tx, theirs.key, NOW) });
    await expect(revokeOwnKey(reader, { keyId: theirs.keyId })).rejects.toMatchObject(forbidden);
  });

  test("are refused with the field that is wrong", async ({ tx }) => {
    const as = await firm(tx);
    const refused = (over: object) => addOwnKey(as(), { ...INPUT, ...over });
    const wrong = (path: string) => ({ code: "invalid", details: { fields: [{ path }] } });
    await expect(refused({ label: " " })).rejects.toMatchObject(wrong("label"));
    await expect(refused({ scopes: [] })).rejects.toMatchObject(wrong("scopes"));
    await expect(refused({ scopes: ["reports:write"] })).rejects.toMatchObject(wrong("scopes"));
    await expect(refused({ scopes: ["sms:write"] })).rejects.toMatchObject(wrong("scopes"));
    await expect(refused({ days: 31 })).rejects.toMatchObject(wrong("days"));
    await expect(refused({ days: undefined })).rejects.toMatchObject(wrong("days"));
    expect(await listOwnKeys(as())).toEqual([]);
  });

  test("are no more than there is a use for; an ended one makes room", async ({ tx }) => {
    const as = await firm(tx);
    const made = [];
    for (let i = 0; i < MAX_STANDING_KEYS; i += 1) made.push(await addOwnKey(as(), INPUT));
    await expect(addOwnKey(as(), INPUT)).rejects.toMatchObject({ code: "conflict" });
    await revokeKey(as(), { key: made[0]?.keyId ?? "" });
    await addOwnKey(as(), INPUT);
    await expect(addOwnKey(as(), INPUT)).rejects.toMatchObject({ code: "conflict" });
    await addOwnKey(as(later(31 * DAY_MS)), INPUT);
  });
});
