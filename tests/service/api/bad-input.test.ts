import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addPerson, ask, countRows, NOW, type OpenApi, type Person, Problem } from "./open-api.ts";
import { openForReporter, report, type Sender } from "./send-report.ts";

/*
 * What the API does with what it cannot use, over real HTTP with a real database: every refusal names the field and the
 * way out, and leaves every table as it was.
 */

let api: OpenApi;
let reporter: Person;
let sender: Sender;
beforeAll(async () => {
  ({ api, reporter, sender } = await openForReporter());
});
afterAll(() => api.close());

const count = (over: object) => ({
  claims: [{ kind: "count", metric: "trucks_stranded", basis: "estimated", ...over }],
});

describe("a report that does not fit is refused by its field", () => {
  const cases: readonly [string, object, string, RegExp][] = [
    [
      "a lane that is none",
      { claims: [{ kind: "state", lanes: ["PK-AF/plane"], value: "open" }] },
      "claims.0.lanes.0",
      /PK-AF\/truck/,
    ],
    [
      "a lane that the crossing does not have",
      { claims: [{ kind: "state", lanes: ["IR-AF/truck"], value: "open" }] },
      "claims.0.lanes.0",
      /its lanes are PK-AF/,
    ],
    [
      "a state that is none",
      { claims: [{ kind: "state", lanes: ["PK-AF/truck"], value: "unknown" }] },
      "claims.0.value",
      /one of open, restricted, closed/,
    ],
    [
      "a side that the crossing does not have",
      { claims: [{ kind: "posture", side: "IR", value: "normal" }] },
      "claims.0.side",
      /its sides are PK, AF/,
    ],
    [
      "a claim of no kind",
      { claims: [{ kind: "rumour" }] },
      "claims.0.kind",
      /one of 'state', 'count'/,
    ],
    ["no claim", { claims: [] }, "claims", /at least one/],
    ["a negative count", count({ low: -1, high: 5 }), "claims.0.low", /negative/],
    ["half a truck", count({ low: 1, high: 2.5 }), "claims.0.high", /whole number/],
    ["a count as text", count({ low: "5" }), "claims.0.low", /whole number/],
    [
      "an absurd count",
      count({ low: 1, high: 10_000_001 }),
      "claims.0.high",
      /10,000,000; check the digits/,
    ],
    ["an infinite count", count({ low: 1e308 }), "claims.0.low", /./],
    ["low above high", count({ low: 9, high: 5 }), "claims.0.low", /swap/],
    [
      "best outside of low and high",
      count({ low: 1, best: 9, high: 5 }),
      "claims.0.best",
      /outside/,
    ],
    ["a word that is in no table", count({ word: "gazillions" }), "claims.0.word", /hundreds/],
    [
      "a time more than ten minutes ahead",
      { observedAt: "2026-11-22T16:10:01Z" },
      "observedAt",
      /clock and zone/,
    ],
    [
      "a time before 2000",
      { observedAt: "1999-12-31T23:59:59Z" },
      "observedAt",
      /before the year 2000/,
    ],
    ["a time without a zone", { observedAt: "2026-11-22T15:00:00" }, "observedAt", /zone/],
    ["a day", { observedAt: "2026-11-22" }, "observedAt", /zone/],
    ["a nonsensical zone", { observedAt: "2026-11-22T15:00:00+99:00" }, "observedAt", /zone/],
    ["a day that no month has", { observedAt: "2026-02-30T15:00:00Z" }, "observedAt", /no date/],
    ["a time as a number", { observedAt: 1763827200 }, "observedAt", /string, not number/],
    ["an id that is no UUID", { id: "42" }, "id", /UUID/],
    ["a slug that is none", { crossing: "Tor Kham" }, "crossing", /slug/],
    ["an unknown field", { colour: "red" }, "colour", /not known here; remove it/],
    [
      "an unknown field of a claim",
      { claims: [{ kind: "no_change", since: NOW }] },
      "claims.0.since",
      /not known here; remove it/,
    ],
    ["a note that is too long", { note: "x".repeat(2_001) }, "note", /at most 2,000 characters/],
  ];
  test.each(cases)("%s", async (_name, over, path, way) => {
    const { problem } = await sender.refused({ body: report(over) }, 400, "invalid");
    const field = problem.fields?.find((one) => one.path === path);
    expect(field, JSON.stringify(problem.fields)).toBeDefined();
    expect(field?.message).toMatch(way);
  });

  test("a missing field, and each of several", async () => {
    const { problem } = await sender.refused({ body: { id: randomUUID() } }, 400, "invalid");
    expect(problem.fields?.map(({ path }) => path)).toEqual(["crossing", "observedAt", "claims"]);
    expect(problem.fields?.[0]?.message).toBe("is missing; give a string");
  });

  test("ten minutes ahead is still a clock, and is taken", async () => {
    const reply = await sender.send({ body: report({ observedAt: "2026-11-22T16:10:00Z" }) });
    expect(reply.status).toBe(201);
  });

  test("a thousand unknown fields get no answer longer than they are", async () => {
    const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`field${i}`, i]));
    const { problem } = await sender.refused({ body: report(many) }, 400, "invalid");
    expect(problem.fields).toHaveLength(50);
  });

  test("__proto__ is a field like any other", async () => {
    const body = `{"__proto__": {"isTrusted": true}, ${JSON.stringify(report()).slice(1)}`;
    const { problem } = await sender.refused({ body }, 400, "invalid");
    expect(problem.fields?.[0]?.path).toBe("__proto__");
  });
});

describe("a body that cannot be read", () => {
  test("an unknown crossing is not found, and where to look is said", async () => {
    const admin = await addPerson(api.db, { role: "admin" });
    const body = report({ crossing: "atlantis" });
    const { problem } = await sender.refused({ body, key: admin.key }, 404, "not_found");
    expect(problem.detail).toMatch(/"atlantis"; \/api\/v1\/crossings lists/);
    expect(problem.fields?.[0]?.path).toBe("crossing");
  });

  test("broken JSON, with the place where it breaks", async () => {
    const { problem } = await sender.refused({ body: '{"id": 1,\n  oops}' }, 400, "invalid");
    expect(problem.detail).toBe(
      "The body is no JSON: at line 2, column 3 there should be a name in double quotes.",
    );
  });

  test.each(["", "null", "[]", '"x"', "7"])("JSON that is no report: %j", async (body) => {
    await sender.refused({ body }, 400, "invalid");
  });

  test("bytes that are no UTF-8", async () => {
    const before = await countRows(api.db);
    const reply = await ask(`${api.origin}/api/v1/reports`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${reporter.key}` },
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
    });
    expect(reply.status).toBe(400);
    expect(Problem.parse(reply.json()).detail).toMatch(/UTF-8/);
    expect(await countRows(api.db)).toEqual(before);
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/jsonx"])(
    "the content type %s",
    async (type) => {
      const headers = { "Content-Type": type };
      const { problem } = await sender.refused({ body: report(), headers }, 415, "invalid");
      expect(problem.detail).toMatch(/Content-Type: application\/json/);
    },
  );

  test("over 256 KB", async () => {
    const body = report({ note: "x".repeat(256 * 1024) });
    const { problem } = await sender.refused({ body }, 413, "invalid");
    expect(problem.detail).toMatch(/at most 256 KB/);
  });

  test("over 256 KB without saying so in advance", async () => {
    const before = await countRows(api.db);
    const chunk = new TextEncoder().encode(" ".repeat(64 * 1024));
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        if (sent > 8) controller.close();
        else controller.enqueue(chunk);
      },
    });
    // `duplex` is required for a streamed body and missing in the DOM's types.
    const init: RequestInit & { duplex: "half" } = {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${reporter.key}` },
      body: stream,
      duplex: "half",
    };
    const reply = await ask(`${api.origin}/api/v1/reports`, init);
    expect(reply.status).toBe(413);
    expect(await countRows(api.db)).toEqual(before);
  });
});
