import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { WRITE_ROUTES } from "#server/api/rest/write-routes.ts";
import { SCOPES } from "#server/domain/actor.ts";
import { addNotice } from "../webhooks/builders.ts";
import {
  type ApiCaller,
  addHook,
  addWatch,
  callerOf,
  FIRM_SCOPES,
  type FirmApi,
  LOAD_MS,
  openFirmApi,
  refused,
  WISH,
} from "./firm-callers.ts";
import { ask } from "./open-api.ts";

/* Every write of the API, tried with the wrong key, on another's things and with what it does not take. */

let firm: FirmApi;
let owner: ApiCaller;
beforeAll(async () => {
  firm = await openFirmApi();
  ({ owner } = firm);
}, LOAD_MS);
afterAll(() => firm.close());

describe("every write", () => {
  // A firm has ten webhooks at most, and an account twenty keys.
  afterEach(async () => {
    await firm.api.db.execute(sql`update webhook_endpoints set ended_at = now()`);
    await firm.api.db.execute(sql`update api_keys set revoked_at = now() where label is not null`);
  });

  const isOfFirm = (path: string) => !path.startsWith("/keys");
  const NAMES = ["watchId", "endpointId", "noticeId", "keyId"] as const;

  /** A thing of each kind of the owner's, by the name of its parameter. */
  async function things(): Promise<Record<(typeof NAMES)[number], string>> {
    const [watchId, endpointId] = [await addWatch(owner), await addHook(owner)];
    const noticeId = await addNotice(firm.api.db, endpointId);
    await firm.api.db.execute(
      sql`update notices set state = 'failed' where id = ${noticeId}::uuid`,
    );
    const wish = { label: "one", scopes: ["data:read"], days: 30 };
    const { keyId } = (await owner.send("POST", "/keys", wish)).json();
    return { watchId, endpointId, noticeId, keyId: String(keyId) };
  }
  const fill = (path: string, ids: Readonly<Record<string, string>>) =>
    path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? "");
  /** As the document's example has it, under an id that nobody has had. */
  function bodyOf({ example }: (typeof WRITE_ROUTES)[number]): object | undefined {
    if (example === null) return undefined;
    const body = z.record(z.string(), z.unknown()).parse(example);
    return "id" in body ? { ...body, id: randomUUID() } : body;
  }

  test.each(WRITE_ROUTES)(
    "$method $path needs a key, the scope it names and no other",
    async (route) => {
      const ids = await things();
      const path = fill(route.path, ids);
      const { method, scope } = route;
      const nobody = await ask(`${firm.origin}/api/v1${path}`, { method });
      expect(refused(nobody, 401).detail).toContain(scope);
      const others = await firm.member({ scopes: SCOPES.filter((one) => one !== scope) });
      expect(refused(await others.send(method, path, bodyOf(route)), 403).detail).toContain(scope);
      const own = callerOf(firm.origin, {
        ...owner,
        key: await keyOf(owner.actor.accountId, scope),
      });
      const done = await own.send(method, path, bodyOf(route));
      expect([200, 201], done.text).toContain(done.status);
      expect(Object.keys(route.answers)).toContain(String(done.status));
      expect(done.headers.get("cache-control")).toBe("no-store");
      expect(done.headers.get("access-control-allow-origin")).toBeNull();
    },
  );

  test.each(WRITE_ROUTES)(
    "$method $path does nothing to what is another's, or nobody's",
    async (route) => {
      const { method } = route;
      const ids = await things();
      const nobodys = Object.fromEntries(NAMES.map((name) => [name, randomUUID()]));
      const other = await firm.stranger();
      const reporter = await firm.anybody("reporter", SCOPES);
      const admin = await firm.anybody("admin", SCOPES);
      const viewer = await firm.member({ role: "viewer" });
      const told = await counts();
      const isOnOne = route.path.includes("{");
      // A watch's id that nobody has used is anybody's to use.
      const isMade = route.operationId === "saveWatch";
      if (isOnOne) {
        const theirs = await other.send(method, fill(route.path, ids), bodyOf(route));
        refused(theirs, isMade ? 409 : 404);
        if (!isMade)
          refused(await other.send(method, fill(route.path, nobodys), bodyOf(route)), 404);
        const wrong = fill(route.path, Object.fromEntries(NAMES.map((name) => [name, "1"])));
        refused(await owner.send(method, wrong, bodyOf(route)), 400);
      }
      if (isOfFirm(route.path) && route.operationId !== "dryRunWatch") {
        refused(await viewer.send(method, fill(route.path, ids), bodyOf(route)), 403);
      }
      if (isOfFirm(route.path)) {
        for (const one of [reporter, admin]) {
          refused(await one.send(method, fill(route.path, ids), bodyOf(route)), 403);
        }
      }
      expect(await counts()).toEqual(told);
    },
  );

  test.each(WRITE_ROUTES)(
    "$method $path takes only what it knows, as JSON, in the body",
    async (route) => {
      const ids = await things();
      const path = fill(route.path, ids);
      const { method } = route;
      const url = `${firm.origin}/api/v1${path}`;
      const auth = { Authorization: `Bearer ${owner.key}` };
      const told = await counts();
      const json = { ...auth, "Content-Type": "application/json" };
      const raw = (body: string, headers: Record<string, string> = json) =>
        ask(url, { method, headers, body });
      const more = { ...bodyOf(route), colour: "red" };
      const unknown = refused(await owner.send(method, path, more), 400);
      expect(unknown.fields?.map((one) => one.path)).toContain("colour");
      for (const body of ["[]", "null", '"text"', "7"]) refused(await raw(body), 400);
      refused(await raw("{"), 400);
      refused(await raw(`{"a":"${"x".repeat(257 * 1024)}"}`), 413);
      refused(await raw("{}", { ...auth, "Content-Type": "text/plain" }), 415);
      refused(
        await raw("a=1", { ...auth, "Content-Type": "application/x-www-form-urlencoded" }),
        415,
      );
      refused(await raw("{}", { ...json, "Content-Encoding": "gzip" }), 415);
      if (route.hasBody) refused(await owner.send(method, path), 415);
      refused(await owner.send(method, `${path}?dry=1`, bodyOf(route)), 400);
      const inAddress = await owner.send(method, `${path}?key=${owner.key}`, bodyOf(route));
      expect(refused(inAddress, 400).detail).toMatch(/does not belong in the address/);
      expect(await counts()).toEqual(told);
    },
  );

  /** A key of an account with one scope alone. */
  async function keyOf(accountId: string, scope: string): Promise<string> {
    const wish = { label: "one", scopes: [...FIRM_SCOPES], days: 30 };
    const { key, keyId } = (await owner.send("POST", "/keys", wish)).json();
    await firm.api.db.execute(
      sql`update api_keys set scopes = array[${scope}]::text[] where id = ${String(keyId)}::uuid and account_id = ${accountId}::uuid`,
    );
    return String(key);
  }
  async function counts() {
    const [row] = await firm.api.db.execute(sql`select
      (select count(*) from watches where ended_at is null) as watches,
      (select sum(feed_renewals) from watches) as renewals,
      (select count(*) from webhook_endpoints where ended_at is null) as endpoints,
      (select md5(string_agg(secrets::text, '' order by id)) from webhook_endpoints) as secrets,
      (select count(*) from notices where state = 'waiting') as waiting,
      (select count(*) from api_keys where revoked_at is null and label is not null) as keys`);
    return row;
  }
});

test("another method is refused with those that there are, and no format but JSON is made up", async () => {
  const id = await addWatch(owner);
  const methods: [string, string, string][] = [
    ["POST", "/watches", "GET, HEAD"],
    ["PATCH", `/watches/${id}`, "GET, HEAD, PUT, DELETE"],
    ["PUT", "/webhooks", "GET, HEAD, POST"],
    ["GET", "/watches/dry-run", "POST"],
    ["DELETE", `/notices/${randomUUID()}`, "GET, HEAD"],
    ["GET", `/notices/${randomUUID()}/replay`, "POST"],
    ["PUT", "/keys", "GET, HEAD, POST"],
    ["DELETE", "/board", "GET, HEAD"],
  ];
  for (const [method, path, allowed] of methods) {
    const reply = await owner.send(method, path);
    expect([reply.status, reply.headers.get("allow")], `${method} ${path}`).toEqual([405, allowed]);
  }
  refused(await owner.get("/watches.csv"), 406);
  refused(await owner.send("PUT", `/watches/${id}.json`, WISH), 400);
  refused(await owner.send("POST", "/webhooks/x/y/z"), 404);
});

test("no browser of another site may write: its preflight allows reads alone", async () => {
  const preflight = (path: string, method: string) =>
    ask(`${firm.origin}/api/v1${path}`, {
      method: "OPTIONS",
      headers: {
        Origin: "https://elsewhere.example",
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": "authorization,content-type",
      },
    });
  for (const [path, method] of [
    [`/watches/${randomUUID()}`, "PUT"],
    ["/webhooks", "POST"],
    [`/keys/${randomUUID()}`, "DELETE"],
  ] as const) {
    const reply = await preflight(path, method);
    expect(reply.headers.get("access-control-allow-methods") ?? "", path).not.toContain(method);
    expect(reply.headers.get("access-control-allow-headers") ?? "").not.toContain("Content-Type");
  }
});
