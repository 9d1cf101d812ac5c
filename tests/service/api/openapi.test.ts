import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { fromCamera, photosAs, sendReport } from "../photos/photo-sender.ts";
import { addPerson, type OpenApi, openApi, PUBLIC_URL, type Reply } from "./open-api.ts";

let api: OpenApi;
let document: z.output<typeof Document>;

const Operation = z.object({
  operationId: z.string(),
  security: z.array(z.record(z.string(), z.unknown())).default([{}]),
  parameters: z.array(z.object({ name: z.string(), in: z.enum(["path", "query"]) })).default([]),
  responses: z.record(
    z.string(),
    z.object({
      content: z
        .record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) }))
        .default({}),
    }),
  ),
});
const Document = z.object({
  openapi: z.string(),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(
    z.string(),
    z.partialRecord(z.enum(["get", "post", "put", "patch", "delete"]), Operation),
  ),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.record(z.string(), z.object({ type: z.string(), scheme: z.string() })),
  }),
});

beforeAll(async () => {
  api = await openApi();
  document = Document.parse((await api.get("/api/v1/openapi.json")).json());
});
afterAll(() => api.close());

/** For one account alone: what stands in the place of an id, or all of the answer, is its own. */
const isOwn = (path: string) =>
  path.includes("{reportId}") ||
  document.paths[path]?.get?.security.every((one) => "key" in one) === true;

/** The schema of the document as a zod schema: what a client generated from it would expect. */
function reader(schema: Record<string, unknown>): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas });
  return z.fromJSONSchema(JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/")));
}

test("is OpenAPI 3.1 for this server, with every route of the contract", () => {
  expect(document.openapi).toBe("3.1.0");
  expect(document.servers).toEqual([{ url: `${PUBLIC_URL}/api/v1` }]);
  const contract =
    "/crossings /crossings/{slug} /crossings/{slug}/history /crossings/{slug}/reports /closures /closures/survival /changes /keys /keys/{keyId} /watches /watches/{watchId} /watches/{watchId}/feed /watches/dry-run /webhooks /webhooks/{endpointId} /webhooks/{endpointId}/secret /webhooks/{endpointId}/test /notices /notices/{noticeId} /notices/{noticeId}/replay /corridors /board /incidents /incidents/{slug} /reports /reports/{reportId}/photos /reports/{reportId}/photos/{photoId} /reports/{reportId}/photos/{photoId}/picture /sms /feeds/changes.atom /feeds/closures.ics /feeds/cap.xml /openapi.json";
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(contract.split(" ")));
  expect(document.components.securitySchemes.key).toEqual({ type: "http", scheme: "bearer" });
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test("every read but feeds takes asOf and known, and replay a period", () => {
  for (const [path, { get }] of Object.entries(document.paths)) {
    if (get === undefined || path.startsWith("/feeds") || path === "/openapi.json") continue;
    if (isOwn(path)) continue;
    const names = get.parameters.filter((one) => one.in === "query").map(({ name }) => name);
    const times = path === "/replay" ? ["from", "to", "known"] : ["asOf", "known"];
    expect(names, path).toEqual(expect.arrayContaining(times));
  }
});

test("every read answers as the document says: media type and, for JSON, every field", async () => {
  for (const at of ["", "asOf=2025-10-13T12:00:00Z"]) {
    for (const [path, { get }] of Object.entries(document.paths)) {
      if (get === undefined || (at === "" && path.startsWith("/feeds/cap/"))) continue;
      if (isOwn(path)) continue;
      const metric = path.includes("history") ? "metric=trucks_stranded" : "";
      const when = path === "/replay" ? "from=2025-10-10T00:00:00Z&to=2025-10-13T00:00:00Z" : at;
      const query = path === "/openapi.json" ? "" : [metric, when].filter(Boolean).join("&");
      const slug = path === "/incidents/{slug}" ? await firstIncident(at) : "torkham";
      const url = `/api/v1${path.replace("{slug}", slug)}?${query}`;
      const reply = await api.get(url);
      expect(reply.status, url).toBe(200);
      const [[type, body] = []] = Object.entries(get.responses["200"]?.content ?? {});
      expect(reply.headers.get("content-type")?.split(";")[0], url).toBe(type);
      if (type !== "application/json" || body === undefined) continue;
      const read = reader(body.schema).safeParse(reply.json());
      expect(read.error?.issues.slice(0, 3), url).toBeUndefined();
    }
  }
});

async function firstIncident(at: string): Promise<string> {
  const { incidents } = z
    .object({ incidents: z.array(z.object({ id: z.string() })) })
    .parse((await api.get(`/api/v1/incidents?${at}`)).json());
  return incidents[0]?.id ?? "";
}

test("a refusal is as the document says", async () => {
  const reply = await api.get("/api/v1/crossings?colour=red");
  const refusal = document.paths["/crossings"]?.get?.responses["400"]?.content;
  const schema = refusal?.["application/problem+json"]?.schema;
  if (schema === undefined) throw new Error("no schema for a refusal");
  expect(reader(schema).safeParse(reply.json()).error).toBeUndefined();
});

test("photos are taken, shown and refused as the document says", async () => {
  const scopes = ["reports:write", "data:read"] as const;
  const who = { role: "reporter", crossings: ["torkham"], scopes } as const;
  const reporter = await addPerson(api.db, who);
  const reportId = await sendReport(api, reporter);
  const mine = photosAs(api.origin, reporter, reportId);
  const others = photosAs(api.origin, await addPerson(api.db, who), reportId);
  const id = randomUUID();
  const bytes = await fromCamera();
  const auth = { Authorization: `Bearer ${reporter.key}` };
  const all = `/reports/{reportId}/photos`;
  const one = `${all}/{photoId}`;
  const list = () => api.get(`/api/v1/reports/${reportId}/photos`, auth);
  const state = () => api.get(`/api/v1/reports/${reportId}/photos/${id}`, auth);
  const steps: [string, "get" | "post" | "put", number, () => Promise<Reply>][] = [
    [one, "get", 404, state],
    [all, "post", 201, () => mine.announce({ id, bytes })],
    [all, "post", 200, () => mine.announce({ id, bytes })],
    [all, "post", 409, () => mine.announce({ id, bytes, totalBytes: 7 })],
    [all, "post", 400, () => mine.announce({ id, bytes, totalBytes: -1 })],
    [all, "post", 404, () => others.announce({ id, bytes })],
    [one, "put", 409, () => mine.put(id, 9, bytes.subarray(9))],
    [one, "put", 413, () => mine.put(id, 0, new Uint8Array(257 * 1024))],
    [`${one}/picture`, "get", 404, () => mine.picture(id)],
    [one, "put", 200, () => mine.put(id, 0, bytes)],
    [one, "get", 200, state],
    [all, "get", 200, list],
    [all, "get", 401, () => api.get(`/api/v1/reports/${reportId}/photos`)],
    [`${one}/picture`, "get", 200, () => mine.picture(id)],
    [`${one}/picture`, "get", 404, () => others.picture(id)],
  ];
  for (const [path, method, status, step] of steps) {
    const reply = await step();
    const what = `${method} ${path} ${status}`;
    expect(reply.status, `${what}: ${reply.text.slice(0, 200)}`).toBe(status);
    const type = reply.headers.get("content-type")?.split(";")[0] ?? "";
    const schema = document.paths[path]?.[method]?.responses[status]?.content[type]?.schema;
    if (schema === undefined) throw new Error(`${what} has no ${type} in the document`);
    if (type === "image/jpeg") continue;
    expect(reader(schema).safeParse(reply.json()).error?.issues, what).toBeUndefined();
  }
  expect((await list()).json()).toMatchObject({ photos: [{ id, state: "kept" }] });
});
