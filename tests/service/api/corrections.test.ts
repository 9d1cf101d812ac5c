import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { addPerson, type OpenApi, openApi, type Person } from "./open-api.ts";
import { report, sendAs } from "./send-report.ts";

/* `corrects` in POST /api/v1/reports, over real HTTP with a real database. */

let api: OpenApi;
let reporter: Person;
let sender: ReturnType<typeof sendAs>;
beforeAll(async () => {
  api = await openApi();
  reporter = await addPerson(api.db, {
    role: "reporter",
    crossings: ["torkham", "kharlachi"],
    isTrusted: true,
  });
  sender = sendAs(api, reporter);
});
afterAll(() => api.close());

const trucks = (exact: number, over: object = {}) =>
  report({
    claims: [{ kind: "count", metric: "trucks_stranded", exact, basis: "counted" }],
    ...over,
  });

async function accepted(body: object) {
  const reply = await sender.send({ body });
  expect(reply.status, reply.text).toBe(201);
  return reply.json();
}

const Reports = z.object({
  reports: z.array(
    z.object({
      id: z.string(),
      correctsId: z.string().nullable(),
      correctedById: z.string().nullable(),
      withdrawnAt: z.string().nullable(),
    }),
  ),
});

async function listed(ids: readonly string[]) {
  const reply = await api.get("/api/v1/crossings/torkham/reports?limit=50");
  const { reports } = Reports.parse(reply.json());
  return ids.map((id) => reports.find((one) => one.id === id));
}

describe("a correction", () => {
  test("takes the place of its report, and both tell of each other", async () => {
    const base = trucks(107);
    await accepted(base);
    const correction = trucks(170, { corrects: base.id });
    expect(await accepted(correction)).toMatchObject({ id: correction.id, review: "published" });
    const again = await sender.send({ body: correction });
    expect([again.status, again.json().isRepeat]).toEqual([200, true]);
    expect(await listed([base.id, correction.id])).toMatchObject([
      { correctedById: correction.id, withdrawnAt: expect.any(String) },
      { correctsId: base.id, withdrawnAt: null },
    ]);
    const changes = await api.get("/api/v1/changes.csv?slug=torkham&limit=1000");
    expect(changes.text).toMatch(/107 corrected to 170, seen .*, by the same source/);
  });

  test("of what was corrected meanwhile is refused, with the newest version and what differs", async () => {
    const base = trucks(200);
    await accepted(base);
    const first = trucks(210, { corrects: base.id });
    await accepted(first);
    const body = trucks(220, { corrects: base.id });
    const { problem } = await sender.refused({ body }, 409, "conflict");
    expect(problem.detail).toContain(first.id);
    expect(problem.fields?.map(({ message }) => message).join()).toMatch(/210.*220|220.*210/);
    const rest = { ...body, corrects: first.id };
    await accepted(rest);
  });

  test("two sent at once: one stands, the other hears of it", async () => {
    const base = trucks(300);
    await accepted(base);
    const both = [310, 320].map((exact) => trucks(exact, { corrects: base.id }));
    const replies = await Promise.all(both.map((body) => sender.send({ body })));
    expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test("of somebody else's report, of none, or of another crossing's is refused", async () => {
    const base = trucks(400);
    await accepted(base);
    const other = await addPerson(api.db, { role: "reporter", crossings: ["torkham"] });
    const strange = { body: trucks(410, { corrects: base.id }), key: other.key };
    const { problem } = await sender.refused(strange, 403, "forbidden");
    expect(problem.detail).not.toContain(reporter.pseudonym);
    const nothing = await sender.refused(
      { body: trucks(410, { corrects: randomUUID() }) },
      404,
      "not_found",
    );
    expect(nothing.problem.fields?.[0]?.path).toBe("corrects");
    const elsewhere = trucks(410, { corrects: base.id, crossing: "kharlachi" });
    const moved = await sender.refused({ body: elsewhere }, 400, "invalid");
    expect(moved.problem.fields?.[0]?.path).toBe("crossing");
    await sender.refused({ body: trucks(410, { corrects: "107" }) }, 400, "invalid");
  });

  test("of an observer waits; what is public stands until the desk has published it", async () => {
    const observer = await addPerson(api.db, { role: "reporter", crossings: ["torkham"] });
    const own = sendAs(api, observer);
    const base = trucks(500);
    await own.send({ body: base });
    const correction = trucks(510, { corrects: base.id });
    const reply = await own.send({ body: correction });
    expect(reply.json()).toMatchObject({ review: "received" });
    // Never public: neither is listed.
    expect(await listed([base.id, correction.id])).toEqual([undefined, undefined]);
  });
});
