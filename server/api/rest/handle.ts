/**
 * The REST face at /api/v1 and /feeds.
 *
 *   path -> route and format (404, 406) -> method (405) -> query (keys refused) -> who asks (401) -> procedure -> writer
 *
 * Reads may be made from any site (CORS `*`, no cookies count here); writes bring a key and no browser of another site.
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import { TRPCError } from "@trpc/server";
import type { Actor, Scope } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { ReportInput } from "#server/domain/report-input.ts";
import { markExercise } from "#server/formats/exercise.ts";
import { BODY_LIMIT_BYTES, declaredLength, readJsonBody } from "#server/http/body.ts";
import { matchBulkPath } from "#server/http/bulk-paths.ts";
import { answerPreflight, openToAll } from "#server/http/cors.ts";
import { HttpRefusal, sendBug, sendProblem } from "#server/http/problem.ts";
import { submitReport as submit } from "#server/services/reports/submit-report.ts";
import type { Caller } from "../caller.ts";
import type { ApiDeps } from "../context.ts";
import { findRefusal } from "../errors.ts";
import { readKeyActor } from "./actor.ts";
import { answerBulk } from "./bulk.ts";
import { docsPage } from "./docs/docs-page.ts";
import { type Match, matchRoute, matchWrites, type WriteMatch } from "./match.ts";
import { DOCS_PATH, openApiText } from "./openapi.ts";
import { readQuery } from "./query.ts";
import { MEDIA_TYPES, writeJson } from "./route.ts";
import { REPORTS_PATH, ROUTES } from "./routes.ts";
import { answerSms, SMS_PATH } from "./sms.ts";
import { WRITE_ROUTES } from "./write-routes.ts";

const PREFIX = /^\/api\/v1(?=\/|$)/;
const OPENAPI_PATH = "/openapi.json";

const HTML = "text/html; charset=utf-8";

export interface RestDeps extends ApiDeps {
  readonly callerFor: (actor: Actor | null, requestId: string) => Caller;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** The server's secret, by which those of webhooks are sealed. */
  readonly authSecret: string;
}

interface Visit {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly url: URL;
  /** Below /api/v1. */
  readonly path: string;
  readonly requestId: string;
}

const docsTexts = new Map<string, string>();

/** The page of the document; made at the first request. */
function docsText(publicUrl: string): string {
  const text = docsTexts.get(publicUrl) ?? docsPage(openApiText(publicUrl));
  docsTexts.set(publicUrl, text);
  return text;
}

function send(res: ServerResponse, status: number, type: string, text: string): void {
  res.writeHead(status, { "Content-Type": type, "Content-Length": Buffer.byteLength(text) });
  // As text Node sends it with the head, in one write.
  res.end(text);
}

function refuseMethod({ req, res }: Visit, allowed: readonly string[]): void {
  if (allowed.includes(req.method ?? "")) return;
  res.setHeader("Allow", allowed.join(", "));
  const message = `${req.method} is not answered here; use ${allowed.join(" or ")}.`;
  throw new HttpRefusal(405, "invalid", message);
}

function unknownPath({ url }: Visit): DomainError {
  const shown = url.pathname.slice(0, 80);
  return new DomainError(
    "not_found",
    `There is no ${shown}; /api/v1/openapi.json lists what there is.`,
  );
}

function unknownFormat({ route, extension }: Match): HttpRefusal {
  const known = route.formats.map((format) => `.${format}`).join(", ");
  const message = `This cannot be given as .${String(extension).slice(0, 20)}; ask for ${known}.`;
  return new HttpRefusal(406, "invalid", message);
}

function decoded(parameters: Readonly<Record<string, string>>): Record<string, string> {
  try {
    return Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, decodeURIComponent(value)]),
    );
  } catch {
    throw new DomainError("invalid", "The path cannot be read; check its percent signs.");
  }
}

async function read(visit: Visit, match: Match, deps: RestDeps): Promise<void> {
  const { req, res, url, requestId } = visit;
  if (match.format === null) throw unknownFormat(match);
  const { format, route } = match;
  const parameters = { ...readQuery(url.searchParams), ...decoded(match.parameters) };
  const actor = await readKeyActor(req, deps);
  const { text, next } = await route.answer({
    format,
    parameters,
    caller: deps.callerFor(actor, requestId),
    info: { publicUrl: deps.publicUrl, at: deps.now() },
    selfUrl: `${deps.publicUrl}${url.pathname}`,
  });
  if (next !== null) {
    const query = new URLSearchParams(url.searchParams);
    query.set(next.parameter, next.value);
    res.setHeader("Link", `<${deps.publicUrl}${url.pathname}?${query}>; rel="next"`);
  }
  const marked = deps.exercise ? markExercise(text, format) : text;
  send(res, 200, MEDIA_TYPES[format], marked);
}

/** A key in the address would stand in every log. */
function refuseQuery({ url }: Visit): void {
  const [unknown] = Object.keys(readQuery(url.searchParams));
  if (unknown === undefined) return;
  throw new DomainError("invalid", `${unknown} is not a parameter here; send it in the body.`);
}

/** Only a key says who writes: no browser's cookie counts here. */
async function readWriter(req: IncomingMessage, deps: RestDeps, scope: Scope): Promise<Actor> {
  const actor = await readKeyActor(req, deps);
  if (actor !== null) return actor;
  const message = `Send an API key with the scope ${scope}: Authorization: Bearer and the key.`;
  throw new DomainError("unauthenticated", message);
}

async function submitReport(visit: Visit, deps: RestDeps): Promise<void> {
  const { req, res } = visit;
  refuseQuery(visit);
  const actor = await readWriter(req, deps, "reports:write");
  const body = await readJsonBody(req, { limitBytes: BODY_LIMIT_BYTES });
  // The procedure's own schema and service, without the procedure between them: that doubles what a report costs.
  const { database, now } = deps;
  const receipt = await submit({ actor, database, now: now() }, parseInput(ReportInput, body));
  res.setHeader("Cache-Control", "no-store");
  send(res, receipt.isRepeat ? 200 : 201, MEDIA_TYPES.json, writeJson(receipt));
}

/** What is only written to is no thing of that name: `/watches/dry-run` is not the watch "dry-run". */
function findRead(path: string): Match | null {
  const match = matchRoute(ROUTES, path);
  const isOnlyWritten = match?.route.path !== path && WRITE_ROUTES.some((one) => one.path === path);
  return isOnlyWritten ? null : match;
}

/** What a write was sent: nothing, where it takes nothing and nothing came. */
async function readWriteBody(req: IncomingMessage, hasBody: boolean): Promise<unknown> {
  const isSent = declaredLength(req) > 0 || req.headers["transfer-encoding"] !== undefined;
  if (!hasBody && !isSent) return {};
  return readJsonBody(req, { limitBytes: BODY_LIMIT_BYTES });
}

async function write(visit: Visit, matches: readonly WriteMatch[], deps: RestDeps): Promise<void> {
  const { req, res } = visit;
  const match = matches.find(({ route }) => route.method === req.method);
  if (match === undefined) {
    const reads = findRead(visit.path) === null ? [] : ["GET", "HEAD"];
    return refuseMethod(visit, [...reads, ...matches.map(({ route }) => route.method)]);
  }
  const { route } = match;
  refuseQuery(visit);
  const actor = await readWriter(req, deps, route.scope);
  const body = await readWriteBody(req, route.hasBody);
  const { authSecret, database, now } = deps;
  const ctx = { actor, authSecret, database, now: now() };
  const { status, text } = await route.answer(ctx, {
    parameters: decoded(match.parameters),
    body,
  });
  res.setHeader("Cache-Control", "no-store");
  send(res, status, MEDIA_TYPES.json, text);
}

/** Asked how, and not told to change anything. */
const isAsking = ({ method }: IncomingMessage): boolean =>
  method === "GET" || method === "HEAD" || method === "OPTIONS";

async function answer(visit: Visit, deps: RestDeps): Promise<void> {
  const { res, path, req } = visit;
  if (path === REPORTS_PATH) {
    refuseMethod(visit, ["POST"]);
    return submitReport(visit, deps);
  }
  if (path === SMS_PATH) {
    refuseMethod(visit, ["POST"]);
    refuseQuery(visit);
    const answered = await answerSms(req, deps);
    res.setHeader("Cache-Control", "no-store");
    return send(res, 200, MEDIA_TYPES.json, writeJson(answered));
  }
  const bulk = matchBulkPath(visit.url.pathname);
  const isDocument = path === OPENAPI_PATH || path === DOCS_PATH;
  const match = isDocument || bulk !== null ? null : findRead(path);
  const writes = matchWrites(WRITE_ROUTES, path);
  // A path that can only be written to is written to by nobody's page: its preflight is refused too.
  if (writes.length > 0 && (match === null || !isAsking(req))) return write(visit, writes, deps);
  if (match === null && bulk === null && !isDocument) throw unknownPath(visit);
  openToAll(res);
  if (req.method === "OPTIONS") return answerPreflight(res);
  refuseMethod(visit, ["GET", "HEAD"]);
  if (bulk !== null) return answerBulk({ req, res, url: visit.url, format: bulk }, deps);
  if (match !== null) return read(visit, match, deps);
  if (path === DOCS_PATH) return send(res, 200, HTML, docsText(deps.publicUrl));
  send(res, 200, MEDIA_TYPES.json, openApiText(deps.publicUrl));
}

/** Answers a request to /api/v1 or /feeds; refusals and bugs too. */
export async function handleRest(request: Omit<Visit, "path">, deps: RestDeps): Promise<void> {
  const { res, url, requestId } = request;
  const visit = { ...request, path: url.pathname.replace(PREFIX, "") };
  try {
    await answer(visit, deps);
  } catch (error) {
    const refusal = error instanceof DomainError ? error : findRefusal(error);
    if (refusal !== null) return sendProblem(res, refusal, requestId);
    // A procedure's failure has been logged where it happened.
    if (!(error instanceof TRPCError)) {
      deps.log.error("a REST request failed", { requestId, path: visit.path, error });
    }
    sendBug(res, requestId);
  }
}
