/**
 * The OpenAPI 3.1 document, made from the routes themselves. It is written by `zod-openapi` and not by
 * `trpc-to-openapi`: that one knows one media type an answer, has its own shape for errors, and its handler changes the
 * schemas it is given.
 */
import { z } from "zod";
import { createDocument, type ZodOpenApiObject, type ZodOpenApiPathsObject } from "zod-openapi";
import { ReportInput } from "#server/domain/report-input.ts";
import { LICENCE_URL } from "#server/formats/feed-info.ts";
import type { BulkFormat } from "#server/http/bulk-paths.ts";
import { SmsInput } from "#server/services/relay/receive-sms.ts";
import { ReceiptOut } from "../public/report.ts";
import { BULK_TYPES, BulkCsvInput, BulkInput } from "./bulk.ts";
import { PHOTO_PATHS } from "./photo-operations.ts";
import { PAGE_HEADERS, READ_HEADERS, refusals } from "./refusals.ts";
import { type Format, inputFor, MEDIA_TYPES, type ReadRoute } from "./route.ts";
import { REPORTS_PATH, ROUTES } from "./routes.ts";
import { SMS_PATH, SmsAnswerOut } from "./sms.ts";
import { writePaths } from "./write-operations.ts";

export const DOCS_PATH = "/docs";

const DESCRIPTION = `Whether border crossings are open, who says so, how old that word is, and what waits in front of them.

Every read of what is public takes \`asOf\`, an instant with its zone, and is answered for that instant. It needs no key; a key
raises the rate. What is one's own, and every write, needs a key with the scope that stands beside it. Formats go by extension: a path without one, or with \`.json\`, is JSON. A state \`unknown\` means that nobody has said
anything lately, and never that all is well; figures are ranges, and \`null\` is no zero.`;

const mediaType = (format: Format): string => MEDIA_TYPES[format].split(";")[0] ?? "";

const AnyGeoJson = z
  .looseObject({ type: z.literal("FeatureCollection"), features: z.array(z.looseObject({})) })
  .meta({ id: "GeoJsonFeatureCollection", description: "RFC 7946" });

function bodySchema(route: ReadRoute, format: Format): z.ZodType {
  if (format === "json") return route.output;
  return format === "geojson" ? AnyGeoJson : z.string();
}

/** The same name as in the path: `getCrossing`, and `getCrossingCsv` for another format. */
function operationId(route: ReadRoute, format: Format): string {
  if (format === route.formats[0]) return route.operationId;
  return `${route.operationId}${format.slice(0, 1).toUpperCase()}${format.slice(1)}`;
}

function splitParameters(route: ReadRoute, format: Format) {
  const { shape } = inputFor(route, format);
  const inPath = new Set([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  const some = (isPath: boolean) =>
    z.object(Object.fromEntries(Object.entries(shape).filter(([n]) => inPath.has(n) === isPath)));
  return { path: some(true), query: some(false) };
}

function readPaths(route: ReadRoute): ZodOpenApiPathsObject {
  return Object.fromEntries(
    route.formats.map((format) => [
      format === "json" ? route.path : `${route.path}.${format}`,
      {
        get: {
          operationId: operationId(route, format),
          summary: route.summary,
          tags: [route.tag],
          security: route.isPersonal ? [{ key: ["data:read"] }] : [{}, { key: [] }],
          requestParams: splitParameters(route, format),
          responses: {
            "200": {
              description: route.summary,
              headers: route.isPaged ? PAGE_HEADERS : READ_HEADERS,
              content: { [mediaType(format)]: { schema: bodySchema(route, format) } },
            },
            "304": { description: "Unchanged since the ETag that was sent" },
            ...refusals(400, 401, ...(route.isPersonal ? [403] : []), 404, 405, 406, 429, 500, 503),
          },
        },
      },
    ]),
  );
}

function bulkPath(format: BulkFormat): ZodOpenApiPathsObject {
  const isCsv = format === "csv";
  return {
    [`${REPORTS_PATH}.${format}`]: {
      get: {
        operationId: isCsv ? "downloadReportsCsv" : "downloadReports",
        summary: "Published reports of any span with their claims, streamed: the whole history",
        description: `${isCsv ? "One row a claim, a state claim one row a lane." : "One report a line, as `Report` has it."} Crossing by crossing, each from its oldest report on. Made while you read, at your pace (4 KB/s at least), compressed if you take gzip or br; two at once for an address. It has no ETag: follow \`/changes\` to know when to ask again. An answer that is cut off has failed.`,
        tags: ["reports"],
        security: [{}, { key: [] }],
        requestParams: { query: isCsv ? BulkCsvInput : BulkInput },
        responses: {
          "200": {
            description: isCsv ? "RFC 4180" : "A JSON document a line",
            content: { [BULK_TYPES[format].split(";")[0] ?? ""]: { schema: z.string() } },
          },
          ...refusals(400, 401, 404, 405, 429, 500, 503),
        },
      },
    },
  };
}

const SUBMIT: ZodOpenApiPathsObject = {
  [REPORTS_PATH]: {
    post: {
      operationId: "submitReport",
      summary: "Send a report",
      description:
        "The id is made by the sender. The same report sent again is a success with the first receipt (200); the same id with other content is a conflict.",
      tags: ["reports"],
      security: [{ key: ["reports:write"] }],
      requestBody: {
        required: true,
        content: { "application/json": { schema: ReportInput.meta({ id: "ReportInput" }) } },
      },
      responses: {
        "201": {
          description: "Received",
          content: { "application/json": { schema: ReceiptOut } },
        },
        "200": {
          description: "Received before",
          content: { "application/json": { schema: ReceiptOut } },
        },
        ...refusals(400, 401, 403, 404, 405, 409, 413, 415, 429, 500, 503),
      },
    },
  },
};

const SMS: ZodOpenApiPathsObject = {
  [SMS_PATH]: {
    post: {
      operationId: "receiveSms",
      summary: "Hand over an SMS",
      description:
        "For an SMS gateway. The text is a relay code (docs/relay-code.md); the number decides whose report it is. Send `reply` back to the number. The same SMS again is the same report. A form (application/x-www-form-urlencoded) is taken too, with the field names that gateways use: From, Body, MessageSid and the like. A number that is nobody's is refused (403) and nothing is stored; a 503 is to be sent again.",
      tags: ["reports"],
      security: [{ key: ["sms:write"] }],
      requestBody: {
        required: true,
        content: { "application/json": { schema: SmsInput.meta({ id: "Sms" }) } },
      },
      responses: {
        "200": {
          description: "Read; outcome says what became of it",
          content: { "application/json": { schema: SmsAnswerOut } },
        },
        ...refusals(400, 401, 403, 405, 413, 415, 429, 500, 503),
      },
    },
  },
};

const DOCUMENT: ZodOpenApiPathsObject = {
  "/openapi.json": {
    get: {
      operationId: "getOpenApi",
      summary: "This document",
      tags: ["about"],
      security: [],
      responses: {
        "200": {
          description: "OpenAPI 3.1",
          content: { "application/json": { schema: z.looseObject({ openapi: z.string() }) } },
        },
        ...refusals(405, 429, 500),
      },
    },
  },
  [DOCS_PATH]: {
    get: {
      operationId: "getDocs",
      summary: "This document as a page, with examples",
      tags: ["about"],
      security: [],
      responses: {
        "200": { description: "A page", content: { "text/html": { schema: z.string() } } },
        ...refusals(405, 429, 500),
      },
    },
  },
};

/** The nouns of the API; pages and generators group operations by them. */
const TAGS = {
  crossings: "Crossings, their lanes and figures, now or at any past instant",
  closures: "Episodes in which lanes were closed, and how long they last",
  changes: "What changed, in order: follow it, and nothing is missed",
  incidents: "What happened around crossings, with each claimant's casualty claims",
  reports: "What one source said at one time; sending one needs a key",
  photos: "Photos of an own report",
  firm: "The corridors of one's own firm and its board; a key of a member reads them",
  watches: "What a firm asks to be told of: rules, when to tell, and by which channel",
  webhooks: "Where a firm's own system is told, by Standard Webhooks 1.0 (docs/webhooks.md)",
  notices: "What watches told, each with its deliveries: every try, and what came back",
  keys: "The keys of one's own account",
  feeds: "Atom, iCalendar and CAP, for other programs to subscribe to",
  about: "The API itself",
} as const;

/** Reads and writes of one path stand together. */
function joinPaths(parts: readonly ZodOpenApiPathsObject[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const [path, methods] of parts.flatMap((part) => Object.entries(part))) {
    paths[path] = { ...paths[path], ...methods };
  }
  return paths;
}

function makeDocument(publicUrl: string) {
  const paths = joinPaths([
    ...ROUTES.map(readPaths),
    ...writePaths(),
    bulkPath("csv"),
    bulkPath("ndjson"),
    SUBMIT,
    PHOTO_PATHS,
    SMS,
    DOCUMENT,
  ]);
  const document: ZodOpenApiObject = {
    openapi: "3.1.0",
    info: {
      title: "Gatewatch",
      version: "1",
      description: DESCRIPTION,
      license: { name: "Apache-2.0", url: LICENCE_URL },
    },
    servers: [{ url: `${publicUrl}/api/v1` }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    paths,
    components: {
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description:
            "A key made on the account page, or by `npm run admin -- key add`; in the header, never in the address",
        },
      },
    },
  };
  return createDocument(document, {
    override({ jsonSchema, io }) {
      namePairs(jsonSchema);
      // An answer may gain fields; who reads it must not break then.
      if (io === "output" && jsonSchema.additionalProperties === false) {
        delete jsonSchema.additionalProperties;
      }
    },
  });
}

/** A pair of alike things as a list of two: generators read `prefixItems` as a list of nothing. */
function namePairs(schema: { prefixItems?: unknown; items?: unknown; [name: string]: unknown }) {
  if (!Array.isArray(schema.prefixItems)) return;
  const { length } = schema.prefixItems;
  const [first, ...others]: unknown[] = schema.prefixItems;
  if (others.some((one) => JSON.stringify(one) !== JSON.stringify(first))) return;
  delete schema.prefixItems;
  Object.assign(schema, { items: first, minItems: length, maxItems: length });
}

const texts = new Map<string, string>();

/** The document as JSON; made at the first request. */
export function openApiText(publicUrl: string): string {
  const text = texts.get(publicUrl) ?? `${JSON.stringify(makeDocument(publicUrl))}\n`;
  texts.set(publicUrl, text);
  return text;
}
