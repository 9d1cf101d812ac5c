import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { writeRelayCode } from "#server/formats/relay/write-code.ts";
import { listCrossings } from "#server/services/crossings/find-crossings.ts";
import {
  addPerson,
  ask,
  countRows,
  NOW,
  type OpenApi,
  openApi,
  type Person,
  Problem,
} from "./open-api.ts";
import { type OpenDoor, openDoor } from "./open-door.ts";
import { report, sendAs } from "./send-report.ts";

/* An SMS gateway hands over what came: through the front door, over a real database. NOW is 21:00 in Pakistan. */

const NUMBER = "+923001234567";
const AFGHAN_NUMBER = "+93700123456";
const CODE = "TKM C OUT T107 P40 1015";

const Answer = z.strictObject({
  reply: z
    .string()
    .max(160)
    .regex(/^[\x20-\x5a\x61-\x7a]*$/),
  outcome: z.enum(["received", "repeat", "question", "refused"]),
  reportId: z.string().nullable(),
  id: z.string().nullable(),
});

let api: OpenApi;
let door: OpenDoor;
let url: string;
let gateway: Person;
let reporter: Person;

beforeAll(async () => {
  api = await openApi();
  door = await openDoor(api);
  url = `${door.origin}/api/v1/sms`;
  gateway = await addPerson(api.db, { role: "admin", scopes: ["sms:write"] });
});
afterAll(async () => {
  await door.close();
  await api.close();
});

beforeEach(async () => {
  reporter = await addPerson(api.db, { role: "reporter", crossings: ["torkham"], isTrusted: true });
  await api.db.execute(sql`delete from sender_numbers`);
  for (const number of [NUMBER, AFGHAN_NUMBER]) {
    await api.db.execute(sql`insert into sender_numbers (number, account_id)
      values (${number}, ${reporter.actor.accountId})`);
  }
});

interface Posting {
  readonly body: object | string;
  readonly key?: string | null;
  readonly type?: string;
  readonly query?: string;
}

const post = ({ body, key = gateway.key, type = "application/json", query = "" }: Posting) =>
  ask(`${url}${query}`, {
    method: "POST",
    headers: {
      "Content-Type": type,
      ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });

async function say(text: string, more: object = {}) {
  const reply = await post({ body: { from: NUMBER, text, ...more } });
  expect(reply.status, reply.text).toBe(200);
  expect(reply.headers.get("cache-control")).toMatch(/no-store/);
  return Answer.parse(reply.json());
}

const stored = () =>
  api.db.execute<Record<string, unknown>>(sql`select r.id, r.via, r.relayed_by, r.account_id,
    s.state, r.observed_at = '2026-11-22T05:15:00Z' as is_quarter_past_ten
    from reports r join report_states s on s.report_id = r.id and s.crossing_id = r.crossing_id
    where r.account_id = ${reporter.actor.accountId}`);

describe("an SMS", () => {
  test("from a known number is its account's report, said back, and waits for the desk", async () => {
    const answer = await say(CODE, { id: "gw-17" });
    expect(answer).toEqual({
      reply: "Received. Torkham: closed PK-AF; trucks 107; people 40. 22 Nov 10:15 PK.",
      outcome: "received",
      reportId: expect.any(String),
      id: "gw-17",
    });
    expect(await stored()).toEqual([
      {
        id: answer.reportId,
        via: "sms",
        relayed_by: null,
        account_id: reporter.actor.accountId,
        state: "received",
        is_quarter_past_ten: true,
      },
    ]);
  });

  test("delivered again, also at once or the day after, is one report", async () => {
    const receivedAt = "2026-11-22T05:20:00Z";
    const all = await Promise.all(Array.from({ length: 20 }, () => say(CODE, { receivedAt })));
    expect(all.filter(({ outcome }) => outcome === "received")).toHaveLength(1);
    const late = await say(CODE, { receivedAt: "2026-11-22T05:16:00Z" });
    expect(late).toMatchObject({
      outcome: "repeat",
      reply: expect.stringMatching(/^Received before/),
    });
    expect(await stored()).toHaveLength(1);
  });

  test("and the app's report of the same id are one", async () => {
    const app = report({ observedAt: "2026-11-22T05:15:00Z" });
    const sent = await sendAs(api, reporter).send({ body: app });
    expect(sent.status).toBe(201);
    const torkham = (await listCrossings(api.db, NOW)).find(({ id }) => id === "torkham");
    if (torkham === undefined) throw new Error("no Torkham");
    const { code } = writeRelayCode(
      {
        ...app,
        claims: [{ kind: "state", lanes: ["PK-AF/truck"], value: "closed" }],
      },
      torkham,
    );
    expect(await say(code ?? "")).toMatchObject({ outcome: "repeat", reportId: app.id });
    expect(await stored()).toHaveLength(1);
  });

  test("from the other side goes by the clock of that side", async () => {
    const reply = await post({ body: { from: "0093 700-123456", text: "TKM C OUT 0945" } });
    expect(Answer.parse(reply.json()).reply).toContain("22 Nov 09:45 AF");
    expect(await stored()).toMatchObject([{ is_quarter_past_ten: true }]);
  });

  test.each([
    [
      "TKM C OUT T107",
      "Not stored. At what time? Add it, such as 1015. Understood: Torkham: closed PK-AF; trucks 107.",
    ],
    ["TKN C 1015", "Not stored. Which crossing is TKN? Write TKM."],
    [
      "TKM C 915",
      "Not stored. Is 915 a time or a count? Write 0915 or T915. Understood: Torkham: closed all lanes.",
    ],
    ["", "Not stored. The message is empty. Write for example TKM C OUT T107 P40 1015"],
  ])("that raises a question gets it back, and nothing is stored: %s", async (text, reply) => {
    expect(await say(text)).toEqual({ reply, outcome: "question", reportId: null, id: null });
    expect(await stored()).toEqual([]);
  });

  test.each([
    ["CHM C 1015", /^Not stored\. chaman-spin-boldak is not in your crossings/],
    ["TKM C OUT O OUT 1015", /^Not stored\. The code says two things/],
  ])("that is refused says why: %s", async (text, reply) => {
    expect(await say(text)).toMatchObject({
      reply: expect.stringMatching(reply),
      outcome: "refused",
    });
    expect(await stored()).toEqual([]);
  });

  test("of any text is answered in one SMS", async () => {
    for (const text of [
      "TKM C OUT ".repeat(150),
      "طورخم بند ہے",
      "\u0000\ud800",
      "TKM ".padEnd(2_000, "é"),
    ]) {
      await say(text);
    }
    expect(await stored()).toEqual([]);
  });

  test.each([
    { From: NUMBER, Body: CODE, MessageSid: "SM1", AccountSid: "AC1" },
    { msisdn: NUMBER, message: CODE, messageId: "SM1" },
    { sender: NUMBER, text: CODE, id: "SM1" },
  ])("may come as a form: %j", async (form) => {
    const body = new URLSearchParams(
      Object.entries(form).map(([k, v]): [string, string] => [k, String(v)]),
    );
    const reply = await post({
      body: body.toString(),
      type: "application/x-www-form-urlencoded; charset=utf-8",
    });
    expect(Answer.parse(reply.json())).toMatchObject({ outcome: "received", id: "SM1" });
  });
});

describe("what is refused, and leaves nothing behind", () => {
  async function refused(posting: Posting, status: number, code: string) {
    const before = await countRows(api.db);
    const reply = await post(posting);
    const problem = Problem.parse(reply.json());
    expect({ status: reply.status, code: problem.code }, problem.detail).toEqual({ status, code });
    expect(await countRows(api.db)).toEqual(before);
    return problem;
  }
  const sms = { from: NUMBER, text: CODE };

  test("a number that is nobody's, or whose account is closed", async () => {
    for (const from of ["+923009999999", "03001234567", "TELENOR", ""]) {
      const problem = await refused({ body: { ...sms, from } }, 403, "forbidden");
      expect(problem.detail).toContain("number add");
    }
    const closed = await addPerson(api.db, { role: "reporter", crossings: ["torkham"] });
    await api.db.execute(sql`update sender_numbers set account_id = ${closed.actor.accountId}`);
    await api.db.execute(
      sql`update accounts set disabled_at = now() where id = ${closed.actor.accountId}`,
    );
    await refused({ body: sms }, 403, "forbidden");
  });

  test("whoever is no gateway", async () => {
    await refused({ body: sms, key: null }, 401, "unauthenticated");
    await refused({ body: sms, key: "gw_wrong" }, 401, "unauthenticated");
    await refused({ body: sms, key: reporter.key }, 403, "forbidden");
    const admin = await addPerson(api.db, { role: "admin" });
    const problem = await refused({ body: sms, key: admin.key }, 403, "forbidden");
    expect(problem.detail).toContain("sms:write");
    const other = await addPerson(api.db, { role: "reporter", scopes: ["sms:write"] });
    await refused({ body: sms, key: other.key }, 403, "forbidden");
    api.signIn(admin.actor);
    await refused({ body: sms, key: null }, 401, "unauthenticated");
    api.signIn(null);
  });

  test("a gateway's key for anything else", async () => {
    const before = await countRows(api.db);
    const reply = await sendAs(api, gateway).send({ body: report() });
    expect(reply.status).toBe(403);
    expect(await countRows(api.db)).toEqual(before);
  });

  test.each<[Posting, number]>([
    [{ body: {} }, 400],
    [{ body: { ...sms, to: "+92" } }, 400],
    [{ body: { ...sms, text: 5 } }, 400],
    [{ body: { ...sms, receivedAt: "yesterday" } }, 400],
    [{ body: { ...sms, receivedAt: "2026-11-01T00:00:00Z" } }, 400],
    [{ body: { ...sms, receivedAt: "2026-11-23T00:00:00Z" } }, 400],
    [{ body: "{" }, 400],
    [{ body: sms, query: "?key=1" }, 400],
    [{ body: { ...sms, text: "x".repeat(20_000) } }, 413],
    [{ body: "from=%ff", type: "text/plain" }, 415],
    [{ body: "text=TKM", type: "application/x-www-form-urlencoded" }, 400],
  ])("fields that do not fit, case %#", async (posting, status) => {
    await refused(posting, status, "invalid");
  });

  test("another method, and a form anywhere else", async () => {
    expect((await ask(url, { headers: { Authorization: `Bearer ${gateway.key}` } })).status).toBe(
      405,
    );
    const reports = url.replace("/sms", "/reports");
    const reply = await ask(reports, {
      method: "POST",
      headers: {
        Authorization: `Bearer ${reporter.key}`,
        "Content-Type": "application/x-www-form-urlencoded",
      },
      body: `id=${randomUUID()}`,
    });
    expect(reply.status).toBe(415);
  });
});
