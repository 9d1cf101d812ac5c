import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type OpenApi, openApi, PUBLIC_URL } from "./open-api.ts";

let api: OpenApi;
let document: z.output<typeof Document>;

const Operation = z.object({
  operationId: z.string(),
  parameters: z.array(z.object({ name: z.string(), in: z.enum(["path", "query"]) })).default([]),
  responses: z.record(
    z.string(),
    z.object({
      content: z.record(z.string(), z.object({ schema: z.record(z.string(), z.unknown()) })),
    }),
  ),
});
const Document = z.object({
  openapi: z.string(),
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(z.string(), z.partialRecord(z.enum(["get", "post"]), Operation)),
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

/** The schema of the document as a zod schema: what a client generated from it would expect. */
function reader(schema: Record<string, unknown>): z.ZodType {
  const text = JSON.stringify({ ...schema, $defs: document.components.schemas });
  return z.fromJSONSchema(JSON.parse(text.replaceAll("#/components/schemas/", "#/$defs/")));
}

test("is OpenAPI 3.1 for this server, with every route of the contract", () => {
  expect(document.openapi).toBe("3.1.0");
  expect(document.servers).toEqual([{ url: `${PUBLIC_URL}/api/v1` }]);
  const contract =
    "/crossings /crossings/{slug} /crossings/{slug}/history /crossings/{slug}/reports /closures /changes /incidents /incidents/{slug} /reports /feeds/changes.atom /feeds/closures.ics /feeds/cap.xml /openapi.json";
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(contract.split(" ")));
  expect(document.components.securitySchemes.key).toEqual({ type: "http", scheme: "bearer" });
  const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
  const ids = operations.map(({ operationId }) => operationId);
  expect(new Set(ids).size).toBe(ids.length);
});

test("every read but feeds takes asOf and known", () => {
  for (const [path, { get }] of Object.entries(document.paths)) {
    if (get === undefined || path.startsWith("/feeds") || path === "/openapi.json") continue;
    const names = get.parameters.filter((one) => one.in === "query").map(({ name }) => name);
    expect(names, path).toEqual(expect.arrayContaining(["asOf", "known"]));
  }
});

test("every read answers as the document says: media type and, for JSON, every field", async () => {
  for (const at of ["", "asOf=2025-10-13T12:00:00Z"]) {
    for (const [path, { get }] of Object.entries(document.paths)) {
      if (get === undefined || (at === "" && path.startsWith("/feeds/cap/"))) continue;
      const metric = path.includes("history") ? "metric=trucks_stranded" : "";
      const query = path === "/openapi.json" ? "" : [metric, at].filter(Boolean).join("&");
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
