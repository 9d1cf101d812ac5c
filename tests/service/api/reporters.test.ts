import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addPerson, ask, countRows, type OpenApi, type Person, Problem } from "./open-api.ts";
import { openDoor } from "./open-door.ts";
import { openForReporter, report, type Sender } from "./send-report.ts";

/* Who may report through the API, how often, and what a report sent again does; over real HTTP with a real database. */

let api: OpenApi;
let reporter: Person;
let sender: Sender;
beforeAll(async () => {
  ({ api, reporter, sender } = await openForReporter());
});
afterAll(() => api.close());

describe("who sends it", () => {
  test("nobody: 401 with the scheme to use", async () => {
    const { reply, problem } = await sender.refused(
      { body: report(), key: null },
      401,
      "unauthenticated",
    );
    expect(reply.headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect(problem.detail).toMatch(/reports:write/);
  });

  test.each(["gw_wrong", "x".repeat(5_000)])("a bad key", async (key) => {
    const { reply } = await sender.refused({ body: report(), key }, 401, "unauthenticated");
    expect(reply.headers.get("www-authenticate")).toMatch(/^Bearer/);
  });

  test("another scheme than Bearer", async () => {
    const headers = { Authorization: `Basic ${btoa("a:b")}` };
    await sender.refused({ body: report(), key: null, headers }, 401, "unauthenticated");
  });

  test("a signed-in browser without a key: its cookie does not count here", async () => {
    api.signIn(reporter.actor);
    await sender.refused({ body: report(), key: null }, 401, "unauthenticated");
    api.signIn(null);
  });

  test("a key in the address, which is then in every log", async () => {
    const query = `?api_key=${reporter.key}`;
    const { problem } = await sender.refused({ body: report(), key: null, query }, 400, "invalid");
    expect(problem.detail).toMatch(/Authorization: Bearer/);
    expect(problem.detail).not.toContain(reporter.key);
  });

  test("a key without the scope", async () => {
    const reader = await addPerson(api.db, {
      role: "reporter",
      crossings: ["torkham"],
      scopes: ["data:read"],
    });
    const { problem } = await sender.refused({ body: report(), key: reader.key }, 403, "forbidden");
    expect(problem.detail).toMatch(/scope reports:write/);
  });

  test("a crossing that is not the reporter's", async () => {
    const body = report({ crossing: "chaman-spin-boldak" });
    const { problem } = await sender.refused({ body }, 403, "forbidden");
    expect(problem.detail).toMatch(/not in your crossings; ask an admin/);
  });

  test("a firm, which reads", async () => {
    const firm = await addPerson(api.db, { role: "firm" });
    await sender.refused({ body: report(), key: firm.key }, 403, "forbidden");
  });
});

describe("the same id", () => {
  test("with the same content is a success with the first receipt", async () => {
    const body = report();
    const first = await sender.send({ body });
    const rows = await countRows(api.db);
    const again = await sender.send({ body });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.json()).toEqual({ ...first.json(), isRepeat: true });
    expect(await countRows(api.db)).toEqual(rows);
  });

  test("with other content is a conflict", async () => {
    const body = report();
    await sender.send({ body });
    const other = { ...body, claims: [{ kind: "state", lanes: ["PK-AF/truck"], value: "open" }] };
    const { problem } = await sender.refused({ body: other }, 409, "conflict");
    expect(problem.fields?.[0]?.path).toBe("id");
    expect(problem.detail).toMatch(/new id/);
  });

  test("used by somebody else is a conflict that tells nothing of theirs", async () => {
    const body = report();
    await sender.send({ body });
    const other = await addPerson(api.db, { role: "reporter", crossings: ["torkham"] });
    const { problem } = await sender.refused({ body, key: other.key }, 409, "conflict");
    expect(problem.detail).not.toContain(reporter.pseudonym);
  });

  test("sent ten times at once is stored once", async () => {
    const body = report();
    const before = await countRows(api.db);
    const replies = await Promise.all(Array.from({ length: 10 }, () => sender.send({ body })));
    expect(replies.map(({ status }) => status).sort()).toEqual([...Array(9).fill(200), 201]);
    const after = await countRows(api.db);
    expect(after.reports).toBe((before.reports ?? 0) + 1);
    expect(after.claims).toBe((before.claims ?? 0) + 1);
  });
});

test("too many are refused with the time to come back", async () => {
  const door = await openDoor(api, {
    limits: { writes: { perSecond: 0.1, burst: 2 } },
    nowMs: Date.now,
  });
  const statuses: number[] = [];
  const before = await countRows(api.db);
  for (let i = 0; i < 3; i += 1) {
    const reply = await ask(`${door.origin}/api/v1/reports`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${reporter.key}` },
      body: JSON.stringify(report()),
    });
    statuses.push(reply.status);
    if (reply.status !== 429) continue;
    const problem = Problem.parse(reply.json());
    expect(problem.code).toBe("too_many");
    expect(Number(reply.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(reply.headers.get("retry-after")).toBe(String(problem.retryAfterSeconds));
  }
  expect(statuses).toEqual([201, 201, 429]);
  expect((await countRows(api.db)).reports).toBe((before.reports ?? 0) + 2);
  await door.close();
});
