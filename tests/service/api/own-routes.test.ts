import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { tellExample } from "#server/api/rest/docs/examples.ts";
import { addMs, type Instant, MINUTE_MS } from "#server/domain/time.ts";
import { addNotice } from "../webhooks/builders.ts";
import {
  type ApiCaller,
  addHook,
  addWatch,
  callerOf,
  type FirmApi,
  HOOK,
  LOAD_MS,
  openFirmApi,
  refused,
  WISH,
} from "./firm-callers.ts";
import { ask, NOW, PUBLIC_URL } from "./open-api.ts";

/* What a firm's own system does with a key, through the front door. */

let firm: FirmApi;
let owner: ApiCaller;
beforeAll(async () => {
  firm = await openFirmApi();
  ({ owner } = firm);
}, LOAD_MS);
afterAll(() => firm.close());

test("a watch is made, read, changed and ended, and each twice is once", async () => {
  const id = randomUUID();
  const path = `/watches/${id}`;
  const made = await owner.send("PUT", path, WISH);
  expect([made.status, made.json()]).toEqual([201, { id, isNew: true }]);
  const again = await owner.send("PUT", path, { ...WISH, name: "Trucks" });
  expect([again.status, again.json()]).toEqual([200, { id, isNew: false }]);
  const one = await owner.get(path);
  expect(one.json()).toMatchObject({ ...WISH, id, name: "Trucks", told: 0, zone: "Asia/Karachi" });
  expect(one.json().feedUrl).toMatch(
    new RegExp(`^${PUBLIC_URL}/api/watch-feed\\?id=${id}&token=[\\w-]{32}$`),
  );
  const { watches } = (await owner.get("/watches")).json();
  expect(watches).toContainEqual(one.json());
  for (let i = 0; i < 2; i += 1) {
    expect((await owner.send("DELETE", path)).json()).toEqual({ id });
  }
  refused(await owner.get(path), 404);
  refused(await owner.send("PUT", path, WISH), 409);
  expect((await owner.get("/watches")).text).not.toContain(id);
});

test("the address of a watch's feed is made anew, and is another one", async () => {
  const id = await addWatch(owner);
  const addressOf = async () => String((await owner.get(`/watches/${id}`)).json().feedUrl);
  const before = await addressOf();
  const made = await owner.send("POST", `/watches/${id}/feed`);
  expect([made.status, made.json()]).toEqual([200, { id }]);
  const after = await addressOf();
  expect(after).not.toBe(before);
  expect(after.replace(/[^=]*$/, "")).toBe(before.replace(/[^=]*$/, ""));
  const hooked = { ...WISH, channel: { kind: "webhook", endpoint: await addHook(owner) } };
  const other = randomUUID();
  expect((await owner.send("PUT", `/watches/${other}`, hooked)).status).toBe(201);
  refused(await owner.send("POST", `/watches/${other}/feed`), 409);
});

test("a rule is tried on the past without being saved, and one that could never fire is refused", async () => {
  const { subject, rule } = WISH;
  const tried = await owner.send("POST", "/watches/dry-run", { subject, rule });
  expect(tried.status, tried.text).toBe(200);
  const { messages, total } = z
    .object({ total: z.number(), messages: z.array(z.looseObject({ headline: z.string() })) })
    .parse(tried.json());
  expect(total).toBeGreaterThan(0);
  expect(messages[0]?.headline).toMatch(/^Torkham: Closed: Trucks/);
  const never = { ...rule, direction: "IR-TM" };
  for (const reply of [
    await owner.send("POST", "/watches/dry-run", { subject, rule: never }),
    await owner.send("PUT", `/watches/${randomUUID()}`, { ...WISH, rule: never }),
  ]) {
    expect(refused(reply, 400).fields?.[0]?.path).toBe("rule.direction");
  }
});

test("a webhook tells its secret once, when it is made and when it gets a new one", async () => {
  const id = randomUUID();
  const path = `/webhooks/${id}`;
  const input = { id, url: HOOK, eventTypes: ["crossing.silent"] };
  const made = await owner.send("POST", "/webhooks", input);
  expect(made.status).toBe(201);
  const secret = String(made.json().secret);
  expect(secret).toMatch(/^whsec_/);
  const again = await owner.send("POST", "/webhooks", input);
  expect([again.status, again.json()]).toEqual([200, { endpointId: id, secret: null }]);
  refused(await owner.send("POST", "/webhooks", { ...input, url: "https://a.example/" }), 409);
  const rotated = await owner.send("POST", `${path}/secret`);
  expect(rotated.status).toBe(201);
  const next = String(rotated.json().secret);
  expect(next).toMatch(/^whsec_/);
  expect(made.headers.get("cache-control")).toBe("no-store");
  expect((await owner.send("PATCH", path, { eventTypes: [] })).status).toBe(200);
  expect((await owner.send("POST", `${path}/enable`)).status).toBe(200);
  const one = await owner.get(path);
  expect(one.json()).toMatchObject({ id, url: HOOK, eventTypes: [], secrets: [{}, {}] });
  const all = await owner.get("/webhooks");
  expect(all.json().endpoints).toContainEqual(one.json());
  for (const told of [secret, next]) expect(`${one.text}${all.text}`).not.toContain(told);
  expect((await owner.send("DELETE", path)).status).toBe(200);
  refused(await owner.get(path), 404);
  refused(await owner.send("DELETE", path), 404);
});

test("a key makes keys that may do no more than itself, tells each once, and ends them", async () => {
  const wish = { label: "billing", scopes: ["data:read"], days: 30 };
  const made = await owner.send("POST", "/keys", wish);
  expect(made.status, made.text).toBe(201);
  const { key, keyId } = z.object({ key: z.string(), keyId: z.string() }).parse(made.json());
  const theirs = callerOf(firm.origin, { ...owner, key });
  expect((await theirs.get("/watches")).status).toBe(200);
  refused(await theirs.send("POST", "/keys", wish), 403);
  expect((await owner.get("/keys")).text).not.toContain(key);
  expect((await owner.send("DELETE", `/keys/${keyId}`)).json()).toEqual({ keyId });
  const listed = z
    .object({ keys: z.array(z.looseObject({ id: z.string(), state: z.string() })) })
    .parse((await owner.get("/keys")).json());
  expect(listed.keys.find(({ id }) => id === keyId)?.state).toBe("revoked");
  const lesser = await firm.member({ scopes: ["keys:write"] });
  expect(refused(await lesser.send("POST", "/keys", wish), 400).fields?.[0]?.path).toBe("scopes");
  refused(await lesser.send("DELETE", `/keys/${keyId}`), 404);
});

describe("the log of notices", () => {
  const at = (i: number): Instant => addMs(NOW, -i * MINUTE_MS);
  const ids = (reply: { json(): unknown }) =>
    z
      .object({ notices: z.array(z.object({ id: z.string() })), next: z.string().nullable() })
      .parse(reply.json());

  test("is read page by page by all, by webhook, by watch and by state, each once", async () => {
    const person = await firm.stranger();
    const [one, other] = [await addHook(person), await addHook(person)];
    const watchId = await addWatch(person);
    const made: string[] = [];
    // Three a minute, of which one came of the watch.
    for (let i = 0; i < 9; i += 1) {
      const id = await addNotice(firm.api.db, i % 3 === 0 ? one : other, {
        at: at(Math.floor(i / 3)),
      });
      if (i % 3 === 2) {
        await firm.api.db.execute(
          sql`update notices set watch_id = ${watchId}::uuid where id = ${id}`,
        );
      }
      made.push(id);
    }
    await firm.api.db.execute(sql`update notices set state = 'failed' where id = ${made[0]}::uuid`);
    const walk = async (query: string): Promise<string[]> => {
      const found: string[] = [];
      for (let before = ""; ; ) {
        const page = ids(await person.get(`/notices?limit=2${query}${before}`));
        found.push(...page.notices.map(({ id }) => id));
        if (page.next === null) return found;
        before = `&before=${page.next}`;
      }
    };
    const of = (keep: (i: number) => boolean) => made.filter((_, i) => keep(i)).toSorted();
    expect((await walk("")).toSorted()).toEqual(made.toSorted());
    expect((await walk(`&endpointId=${one}`)).toSorted()).toEqual(of((i) => i % 3 === 0));
    expect((await walk(`&watchId=${watchId}`)).toSorted()).toEqual(of((i) => i % 3 === 2));
    expect(await walk("&state=failed")).toEqual([made[0]]);
    expect(await walk(`&endpointId=${one}&watchId=${watchId}`)).toEqual([]);
    const whole = ids(await person.get("/notices?limit=9"));
    expect([whole.notices.length, whole.next]).toEqual([9, null]);
    expect(await walk("")).toEqual(whole.notices.map(({ id }) => id));
    // Another firm's log has none of them.
    const others = await firm.stranger();
    expect(ids(await others.get("/notices")).notices).toEqual([]);
    for (const query of [`endpointId=${one}`, `watchId=${watchId}`, `watchId=${randomUUID()}`]) {
      refused(await others.get(`/notices?${query}`), 404);
    }
    refused(await others.get(`/notices/${made[0]}`), 404);
    refused(await others.send("POST", `/notices/${made[0]}/replay`), 404);
  });

  test("has a test, what is sent with it, and sends again what has failed", async () => {
    const endpointId = await addHook(owner);
    const id = randomUUID();
    for (let i = 0; i < 2; i += 1) {
      const tested = await owner.send("POST", `/webhooks/${endpointId}/test`, { id });
      expect(tested.json()).toEqual({ noticeId: id });
    }
    const one = await owner.get(`/notices/${id}`);
    expect(one.json()).toMatchObject({
      ...{ id, type: "webhook.test", state: "waiting", watchId: null, endpointId, attempts: [] },
      data: { changeIds: [], endpointId },
    });
    refused(await owner.send("POST", `/notices/${id}/replay`), 409);
    await firm.api.db.execute(sql`update notices set state = 'failed' where id = ${id}::uuid`);
    expect((await owner.send("POST", `/notices/${id}/replay`)).json()).toEqual({ noticeId: id });
    await firm.api.db.execute(sql`update notices set state = 'failed' where id = ${id}::uuid`);
    const since = { since: NOW };
    const all = await owner.send("POST", `/webhooks/${endpointId}/replay`, since);
    expect(all.json()).toEqual({ replayed: 1 });
  });

  test("sends nothing again that went by mail or into a feed", async () => {
    const watchId = await addWatch(owner);
    const noticeId = randomUUID();
    await firm.api.db.execute(sql`
      insert into notices (id, watch_id, type, data, created_at, due_at, state)
      values (${noticeId}::uuid, ${watchId}::uuid, 'crossing.state.changed', '{"changeIds":[]}', ${NOW}, ${NOW}, 'sent')`);
    expect((await owner.get(`/notices/${noticeId}`)).json()).toMatchObject({ endpointId: null });
    const again = await owner.send("POST", `/notices/${noticeId}/replay`);
    expect(refused(again, 409).detail).toMatch(/by mail or into a feed/);
  });

  test("takes no cursor from elsewhere", async () => {
    const closures = (await owner.get("/closures?limit=1")).json().next;
    const made = (text: string) => Buffer.from(text).toString("base64url");
    const cursors = [closures, "abc", randomUUID(), made("notices x y"), made(`notices ${NOW} 1`)];
    for (const cursor of cursors) {
      const reply = await owner.get(`/notices?before=${cursor}`);
      expect(refused(reply, 400).fields?.[0]?.path).toBe("before");
    }
    for (const limit of ["0", "201", "many", "1.5"]) {
      expect(refused(await owner.get(`/notices?limit=${limit}`), 400).fields?.[0]?.path).toBe(
        "limit",
      );
    }
  });
});

test("corridors and board are read by a member's key, also a viewer's", async () => {
  const corridorId = randomUUID();
  await firm.api.db.execute(sql`
    insert into corridors (id, firm_id, name, direction, mode)
    values (${corridorId}, ${firm.firmId}, 'South', 'PK-AF', 'truck')`);
  await firm.api.db.execute(sql`
    insert into corridor_crossings (corridor_id, position, crossing_id) values (${corridorId}, 0, 'torkham')`);
  const viewer = await firm.member({ role: "viewer", scopes: ["data:read"] });
  const { corridors } = (await viewer.get("/corridors")).json();
  expect(corridors).toMatchObject([{ id: corridorId, crossingIds: ["torkham"] }]);
  const board = await viewer.get("/board");
  expect(board.json()).toMatchObject({
    role: "viewer",
    corridors: [
      { id: corridorId, rows: [{ crossingId: "torkham", lane: { lane: "PK-AF/truck" } }] },
    ],
  });
  expect(board.text).not.toContain("@secret.example");
  expect((await (await firm.stranger()).get("/corridors")).json()).toEqual({ corridors: [] });
});

const PERSONAL = ["/watches", "/webhooks", "/notices", "/corridors", "/board", "/keys"];

test("what a key reads may be kept by its own client alone, and is 304 for who has it", async () => {
  for (const path of PERSONAL) {
    const first = await owner.get(path);
    expect(first.status, path).toBe(200);
    expect(first.headers.get("cache-control"), path).toBe("private, no-cache");
    const etag = first.headers.get("etag") ?? "";
    const again = await owner.get(path, { "If-None-Match": etag });
    expect([again.status, again.text], path).toEqual([304, ""]);
    expect((await ask(`${firm.origin}/api/v1${path}`)).status, path).toBe(401);
    const reporter = await firm.anybody("reporter", ["data:read"]);
    if (path !== "/keys") refused(await reporter.get(path), 403);
  }
});

test("the commands of the page, one after the other, do what they say", async () => {
  const caller = await firm.stranger();
  const [hook, watch] = [randomUUID(), randomUUID()];
  const text = tellExample(firm.origin)
    .replaceAll(/'?\$HOOK'?/g, hook)
    .replaceAll("$WATCH", watch)
    .replaceAll("'$(uuidgen)'", randomUUID());
  // A command goes on in lines that are indented.
  const commands = [...text.matchAll(/^curl (.*(?:\n {2}.*)*)/gm)];
  const statuses: number[] = [];
  for (const [, command = ""] of commands) {
    const address = /"http:\/\/[^/]+\/api\/v1([^"]+)"/.exec(command)?.[1] ?? "";
    const body = / -d '([^']*)'/.exec(command)?.[1];
    const method = / ?-X (\w+)/.exec(command)?.[1] ?? (body === undefined ? "GET" : "POST");
    const sent = body === undefined ? undefined : JSON.parse(body);
    statuses.push((await caller.send(method, address, sent)).status);
  }
  expect(statuses).toEqual([200, 201, 200, 201, 200, 200, 200]);
});
