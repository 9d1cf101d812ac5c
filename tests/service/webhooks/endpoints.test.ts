import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { DAY_MS, HOUR_MS } from "#server/domain/time.ts";
import { addEndpoint, MAX_ENDPOINTS } from "#server/services/webhooks/add-endpoint.ts";
import { changeEndpoint } from "#server/services/webhooks/change-endpoint.ts";
import { enableEndpoint } from "#server/services/webhooks/enable-endpoint.ts";
import { endEndpoint } from "#server/services/webhooks/end-endpoint.ts";
import { openSecrets, type StoredSecret } from "#server/services/webhooks/endpoint-secrets.ts";
import { listEndpoints } from "#server/services/webhooks/list-endpoints.ts";
import { listNotices } from "#server/services/webhooks/list-notices.ts";
import { readLag } from "#server/services/webhooks/read-lag.ts";
import { replayFailed, replayNotice } from "#server/services/webhooks/replay-notices.ts";
import { rotateSecret } from "#server/services/webhooks/rotate-secret.ts";
import { setPrivateNetworks } from "#server/services/webhooks/set-private-networks.ts";
import { testEndpoint } from "#server/services/webhooks/test-endpoint.ts";
import { test } from "../../support/database.ts";
import { AUTH_SECRET, later, NOW } from "../accounts/builders.ts";
import { addAdmin, addFirm, addMember, addNotice, as, somebody } from "./builders.ts";

const URL = "https://hooks.example.org/gate";
const newEndpoint = (more: object = {}) => ({ id: randomUUID(), url: URL, ...more });

describe("a webhook of a firm", () => {
  test("is added with a secret that is told once and lies sealed", async ({ tx }) => {
    const owner = await addMember(tx, await addFirm(tx));
    const input = newEndpoint({ eventTypes: ["crossing.silent", "crossing.silent"] });
    const { endpointId, secret } = await addEndpoint(as(owner, tx), input);
    expect(secret).toMatch(/^whsec_/);
    const [row] = await tx.execute<{ all: string }>(
      sql`select to_jsonb(e)::text as all from webhook_endpoints e`,
    );
    expect(row?.all).not.toContain(secret?.slice(6));
    const [listed] = await listEndpoints(as(owner, tx));
    expect(listed).toMatchObject({ id: endpointId, url: URL, eventTypes: ["crossing.silent"] });
    expect(JSON.stringify(listed)).not.toMatch(/sealed|whsec_/);
    // The same answer lost: no second webhook, and no second telling.
    expect(await addEndpoint(as(owner, tx), input)).toEqual({ endpointId, secret: null });
    expect(await listEndpoints(as(owner, tx))).toHaveLength(1);
    const other = { ...input, url: "https://else.example.org/" };
    await expect(addEndpoint(as(owner, tx), other)).rejects.toMatchObject({ code: "conflict" });
  });

  test("is refused with the reason, and not one more than ten", async ({ tx }) => {
    const owner = await addMember(tx, await addFirm(tx, []));
    const add = (more: object) => addEndpoint(as(owner, tx), newEndpoint(more));
    for (const url of [
      "http://hooks.example.org/",
      "https://127.0.0.1/",
      "https://u:p@hooks.example.org/",
      "nothing",
    ]) {
      await expect(add({ url })).rejects.toMatchObject({
        code: "invalid",
        details: { fields: [{ path: "url" }] },
      });
    }
    await expect(add({ eventTypes: ["everything"] })).rejects.toMatchObject({ code: "invalid" });
    await expect(add({ id: "1" })).rejects.toMatchObject({ code: "invalid" });
    for (let i = 0; i < MAX_ENDPOINTS; i += 1) await add({});
    await expect(add({})).rejects.toMatchObject({ code: "too_many" });
    const [first] = await listEndpoints(as(owner, tx));
    await endEndpoint(as(owner, tx), { endpointId: first?.id });
    await add({});
  });

  test("is its dispatchers' and owners' to change, its viewers' to see, and nobody else's", async ({
    tx,
  }) => {
    const firmId = await addFirm(tx);
    const owner = await addMember(tx, firmId);
    const { endpointId } = await addEndpoint(as(owner, tx), newEndpoint());
    const noticeId = await addNotice(tx, endpointId);
    const changes = (actor: Parameters<typeof as>[0]) => [
      () => changeEndpoint(as(actor, tx), { endpointId, eventTypes: ["crossing.silent"] }),
      () => rotateSecret(as(actor, tx), { endpointId }),
      () => testEndpoint(as(actor, tx), { endpointId, id: randomUUID() }),
      () => replayNotice(as(actor, tx), { endpointId, noticeId }),
      () => replayFailed(as(actor, tx), { endpointId, since: NOW }),
      () => enableEndpoint(as(actor, tx), { endpointId }),
      () => endEndpoint(as(actor, tx), { endpointId }),
    ];
    const log = { endpointId, before: null, limit: 10 };
    const viewer = await addMember(tx, firmId, "viewer");
    expect(await listEndpoints(as(viewer, tx))).toHaveLength(1);
    expect(await listNotices(as(viewer, tx), log)).toHaveLength(1);
    const stranger = await addMember(tx, await addFirm(tx));
    expect(await listEndpoints(as(stranger, tx))).toEqual([]);
    const key = { ...owner, scopes: ["data:read" as const] };
    expect(await listNotices(as(key, tx), log)).toHaveLength(1);
    const teller = { ...owner, scopes: ["watches:write" as const] };
    await changeEndpoint(as(teller, tx), { endpointId, eventTypes: [] });
    await expect(listNotices(as(teller, tx), log)).rejects.toMatchObject({ code: "forbidden" });
    const viewersKey = { ...viewer, scopes: ["watches:write" as const] };
    for (const change of changes(viewersKey))
      await expect(change()).rejects.toMatchObject({ code: "forbidden" });
    for (const [actor, code] of [
      [viewer, "forbidden"],
      [stranger, "not_found"],
      [key, "forbidden"],
      [somebody("firm"), "forbidden"],
      [somebody("reporter"), "forbidden"],
      [somebody("verifier"), "forbidden"],
      [null, "unauthenticated"],
    ] as const) {
      for (const change of changes(actor)) await expect(change()).rejects.toMatchObject({ code });
      await expect(addEndpoint(as(actor, tx), newEndpoint({ firmId }))).rejects.toMatchObject({
        code,
      });
      if (actor !== viewer && actor !== key)
        await expect(listNotices(as(actor, tx), log)).rejects.toMatchObject({ code });
    }
    const dispatcher = await addMember(tx, firmId, "dispatcher");
    await changeEndpoint(as(dispatcher, tx), { endpointId, url: "https://new.example.org/" });
    const admin = await addAdmin(tx);
    expect(await listEndpoints(as(admin, tx), { firmId })).toMatchObject([
      { url: "https://new.example.org/" },
    ]);
    await expect(listEndpoints(as(admin, tx))).rejects.toMatchObject({
      code: "invalid",
    });
    await endEndpoint(as(admin, tx), { endpointId });
    for (const change of changes(owner))
      await expect(change()).rejects.toMatchObject({ code: "not_found" });
  });

  test("once ended has no secrets, and what waited for it is dropped", async ({ tx }) => {
    const owner = await addMember(tx, await addFirm(tx));
    const { endpointId } = await addEndpoint(as(owner, tx), newEndpoint());
    await addNotice(tx, endpointId);
    await endEndpoint(as(owner, tx), { endpointId });
    expect(await listEndpoints(as(owner, tx))).toEqual([]);
    const [row] = await tx.execute(sql`select secrets from webhook_endpoints`);
    expect(row?.secrets).toEqual([]);
    const [logged] = await listNotices(as(owner, tx), { endpointId, before: null, limit: 10 });
    expect(logged).toMatchObject({ state: "dropped", settledAt: NOW });
  });

  test("has an old secret for a day after a new one, and three at most", async ({ tx }) => {
    const owner = await addMember(tx, await addFirm(tx));
    const { endpointId, secret } = await addEndpoint(as(owner, tx), newEndpoint());
    const stored = async () => {
      const [row] = await tx.execute<{ secrets: StoredSecret[] }>(
        sql`select secrets from webhook_endpoints`,
      );
      return row?.secrets ?? [];
    };
    const opened = async (now: string) =>
      openSecrets(await stored(), { endpointId, authSecret: AUTH_SECRET, now });
    const rotated = await rotateSecret(as(owner, tx), { endpointId });
    expect(rotated.oldEndsAt).toBe(later(DAY_MS));
    expect(await opened(later(DAY_MS - 1))).toEqual([rotated.secret, secret]);
    expect(await opened(later(DAY_MS))).toEqual([rotated.secret]);
    const again = await rotateSecret(as(owner, tx, later(HOUR_MS)), { endpointId });
    expect(await opened(later(HOUR_MS))).toEqual([again.secret, rotated.secret, secret]);
    // The first still ends when it was said to.
    expect(await opened(later(DAY_MS))).toEqual([again.secret, rotated.secret]);
    await expect(
      rotateSecret(as(owner, tx, later(2 * HOUR_MS)), { endpointId }),
    ).rejects.toMatchObject({
      code: "too_many",
    });
    const last = await rotateSecret(as(owner, tx, later(3 * DAY_MS)), { endpointId });
    expect(await stored()).toHaveLength(2);
    expect((await opened(later(3 * DAY_MS)))[0]).toBe(last.secret);
    // Sealed for this webhook by this server: nowhere else does it open.
    const elsewhere = { endpointId: randomUUID(), authSecret: AUTH_SECRET, now: NOW };
    expect(openSecrets(await stored(), elsewhere)).toEqual([]);
  });

  test("is tested with a notice of its own, once an id, twenty an hour", async ({ tx }) => {
    const owner = await addMember(tx, await addFirm(tx));
    const { endpointId } = await addEndpoint(as(owner, tx), newEndpoint());
    const id = randomUUID();
    await testEndpoint(as(owner, tx), { endpointId, id });
    expect(await testEndpoint(as(owner, tx), { endpointId, id })).toEqual({ noticeId: id });
    const [job] = await tx.execute(
      sql`select count(*) as n from graphile_worker.jobs where key = ${`notice:${id}`}`,
    );
    expect(Number(job?.n)).toBe(1);
    const other = await addNotice(tx, endpointId);
    await expect(testEndpoint(as(owner, tx), { endpointId, id: other })).rejects.toMatchObject({
      code: "conflict",
    });
    for (let i = 1; i < 20; i += 1)
      await testEndpoint(as(owner, tx), { endpointId, id: randomUUID() });
    const more = () => testEndpoint(as(owner, tx), { endpointId, id: randomUUID() });
    await expect(more()).rejects.toMatchObject({ code: "too_many" });
  });

  test("shows how late the oldest notice is, and counts none that is not due", async ({ tx }) => {
    const owner = await addMember(tx, await addFirm(tx));
    const { endpointId } = await addEndpoint(as(owner, tx), newEndpoint());
    await addNotice(tx, endpointId, { at: later(DAY_MS) });
    expect(await listEndpoints(as(owner, tx))).toMatchObject([{ waiting: 0, lateSince: null }]);
    await addNotice(tx, endpointId, { at: later(-HOUR_MS) });
    await addNotice(tx, endpointId, { at: later(-2 * HOUR_MS) });
    expect(await readLag(tx, NOW)).toEqual({
      waiting: 2,
      lateSeconds: 7_200,
      endpoints: 1,
      disabledEndpoints: 0,
    });
    expect(await listEndpoints(as(owner, tx))).toMatchObject([
      { waiting: 2, lateSince: later(-2 * HOUR_MS) },
    ]);
  });
});

describe("a log of notices", () => {
  test("is read page by page, newest first, none twice", async ({ tx }) => {
    const owner = await addMember(tx, await addFirm(tx));
    const { endpointId } = await addEndpoint(as(owner, tx), newEndpoint());
    const ids: string[] = [];
    for (let i = 0; i < 5; i += 1)
      ids.unshift(await addNotice(tx, endpointId, { at: later(Math.floor(i / 2)) }));
    const seen: string[] = [];
    for (let before: string | null = null; ; ) {
      const page = await listNotices(as(owner, tx), { endpointId, before, limit: 2 });
      seen.push(...page.map(({ id }) => id));
      before = page.at(-1)?.id ?? null;
      if (page.length < 2) break;
    }
    expect(seen.toSorted()).toEqual(ids.toSorted());
    expect(seen[0]).toBe(ids[0]);
    const none = { endpointId: randomUUID(), before: null, limit: 2 };
    for (const actor of [owner, somebody("admin")])
      await expect(listNotices(as(actor, tx), none)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a firm's own network", () => {
  test("is an admin's to set, in ranges that are no wider than a firm", async ({ tx }) => {
    const firmId = await addFirm(tx, []);
    const owner = await addMember(tx, firmId);
    const set = (actor: Parameters<typeof as>[0], networks: readonly string[]) =>
      setPrivateNetworks(as(actor, tx), { firmId, networks });
    const admin = await addAdmin(tx);
    await expect(set(owner, ["10.0.0.0/8"])).rejects.toMatchObject({ code: "forbidden" });
    await expect(set(null, [])).rejects.toMatchObject({ code: "unauthenticated" });
    for (const network of ["0.0.0.0/0", "10.0.0.1", "::/0", "home"])
      await expect(set(admin, [network])).rejects.toMatchObject({ code: "invalid" });
    const own = newEndpoint({ url: "http://10.20.0.1:9000/" });
    await expect(addEndpoint(as(owner, tx), own)).rejects.toMatchObject({ code: "invalid" });
    await set(admin, ["10.20.0.0/16"]);
    await addEndpoint(as(owner, tx), own);
    const unknown = { firmId: randomUUID(), networks: [] };
    await expect(setPrivateNetworks(as(admin, tx), unknown)).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
