import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { createCaller } from "#server/api/caller.ts";
import { findRefusal } from "#server/api/errors.ts";
import { addPerson, ask, NOW, type OpenApi, openApi, type Person } from "./open-api.ts";

let api: OpenApi;
let reporter: Person;
let verifier: Person;
beforeAll(async () => {
  api = await openApi();
  reporter = await addPerson(api.db, { role: "reporter", crossings: ["torkham"] });
  verifier = await addPerson(api.db, { role: "verifier" });
});
afterAll(() => api.close());

const Failure = z.object({
  error: z.object({
    message: z.string(),
    data: z.strictObject({
      code: z.string(),
      httpStatus: z.number(),
      problem: z.strictObject({
        code: z.string(),
        fields: z.array(z.object({ path: z.string(), message: z.string() })),
        retryAfterSeconds: z.number().nullable(),
        newestId: z.string().nullable(),
        requestId: z.string().nullable(),
      }),
    }),
  }),
});

const query = (name: string, input: unknown) =>
  api.get(`/api/trpc/${name}?input=${encodeURIComponent(JSON.stringify(input))}`);
const mutate = (name: string, input: unknown) =>
  ask(`${api.origin}/api/trpc/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(input),
  });
const report = () => ({
  id: randomUUID(),
  crossing: "torkham",
  observedAt: NOW,
  claims: [{ kind: "count", metric: "trucks_stranded", exact: 48, basis: "counted" }],
  note: "seen from the tea house",
});

describe("over HTTP", () => {
  test("refusals have our code, the fields and a request id, and no stack", async () => {
    const reply = await query("crossings.get", { slug: "torkham", asOf: "2025-10-13", colour: 1 });
    expect(reply.status).toBe(400);
    const { error } = Failure.parse(reply.json());
    expect(error.data.problem.code).toBe("invalid");
    expect(error.data.problem.fields.map(({ path }) => path)).toEqual(["asOf", "colour"]);
    expect(error.data.problem.requestId).not.toBeNull();
    expect(reply.text).not.toMatch(/stack|node_modules/);
  });

  test.each([
    ["crossings.get", { slug: "atlantis" }, 404, "not_found"],
    ["crossings.nothing", {}, 404, "not_found"],
    ["desk.queue", {}, 401, "unauthenticated"],
    ["reports.mine", {}, 401, "unauthenticated"],
  ])("%s of the public is refused with %i", async (name, input, status, code) => {
    api.signIn(null);
    const reply = await query(name, input);
    expect(reply.status).toBe(status);
    expect(Failure.parse(reply.json()).error.data.problem.code).toBe(code);
  });

  test("writing needs POST, and reading GET", async () => {
    const read = await query("reports.submit", report());
    expect(read.status).toBe(405);
    const written = await mutate("crossings.list", {});
    expect(written.status).toBe(405);
  });

  test("a batch of ten is answered, one of eleven refused", async () => {
    const batch = (n: number) => {
      const inputs = Object.fromEntries(Array.from({ length: n }, (_, i) => [i, {}]));
      const input = encodeURIComponent(JSON.stringify(inputs));
      const names = Array(n).fill("incidents.list").join(",");
      return api.get(`/api/trpc/${names}?batch=1&input=${input}`);
    };
    expect((await batch(10)).status).toBe(200);
    expect((await batch(11)).status).toBe(400);
  });

  test("an unreadable procedure name and input are refusals, not failures", async () => {
    const before = api.logged.length;
    expect((await api.get("/api/trpc/%E0%A4%A")).status).toBe(400);
    expect((await api.get("/api/trpc/crossings.list?input=%7Bx")).status).toBe(400);
    expect(api.logged.slice(before)).toEqual([]);
  });
});

describe("a report through the desk", () => {
  test("waits, is seen by the desk alone, and counts once published", async () => {
    api.signIn(reporter.actor);
    const sent = report();
    const first = await mutate("reports.submit", sent);
    expect(first.json()).toMatchObject({
      result: { data: { id: sent.id, review: "received", isRepeat: false } },
    });
    expect((await query("reports.mine", {})).text).toContain("tea house");
    expect((await query("desk.queue", {})).status).toBe(403);
    expect((await mutate("desk.publish", { id: sent.id })).status).toBe(403);

    api.signIn(verifier.actor);
    expect((await query("desk.queue", {})).text).toContain(sent.id);
    expect((await mutate("desk.reject", { id: sent.id, reason: "  " })).status).toBe(400);
    expect((await mutate("desk.publish", { id: sent.id })).status).toBe(200);
    expect((await mutate("desk.reject", { id: sent.id, reason: "late" })).status).toBe(409);
    api.signIn(null);
    const seen = await query("crossings.get", { slug: "torkham" });
    expect(seen.text).toContain(`"reportId":"${sent.id}"`);
    expect(seen.text).not.toContain("tea house");
  });
});

describe("in this process, for server components", () => {
  test("a refusal is found in what a call throws", async () => {
    const caller = createCaller(api.deps)(null);
    const thrown = await caller.crossings
      .get({ slug: "atlantis" })
      .catch((error: unknown) => error);
    expect(findRefusal(thrown)).toMatchObject({ code: "not_found" });
    expect(findRefusal(new Error("a bug"))).toBeNull();
  });

  test("a bug is one plain sentence with an id, and its cause is in the log alone", async () => {
    const { handler: _, ...rest } = api;
    const database = new Proxy(rest.db, {
      get() {
        throw new Error("password=hunter2 at 10.0.0.7");
      },
    });
    const before = api.logged.length;
    const thrown = await createCaller({ ...rest.deps, database })(null, "req-42")
      .incidents.list({})
      .catch((error: unknown) => error);
    expect(findRefusal(thrown)).toBeNull();
    expect(String(thrown)).toMatch(/Gatewatch failed at this; .* req-42/);
    expect(String(thrown)).not.toContain("hunter2");
    const [line = ""] = api.logged.slice(before);
    expect(line).toContain("hunter2");
    expect(line).toContain("req-42");
  });
});
