import { z } from "zod";
import { appRouter } from "#server/api/root.ts";
import { expect } from "../support/gatewatch.ts";

/* Everything that Gatewatch tells people who are not signed in. */

/** What `/live` sends until it holds `last`. */
export async function listen(url: string, last: string): Promise<string> {
  const stopping = AbortSignal.timeout(30_000);
  const { body } = await fetch(`${url}/live`, { signal: stopping });
  let text = "";
  for await (const piece of (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += piece;
    if (text.includes(last)) return text;
  }
  return text;
}

const PRIVATE_PAGE = /^\/(?:ur|ps|fa-AF)?\/?(?:sign-in|welcome|report|desk|firm|account)/;

/** Addresses of this site that a page or a list links to or shows; what the build made is nobody's. */
function linksIn(text: string): string[] {
  const found = [...text.matchAll(/(?:href|src)="(\/(?!_next\/)[^"#]*)/g)];
  return found.map(([, path = ""]) => path.replaceAll("&amp;", "&"));
}

/** Every read that the API says it has, in every format. */
function readsIn(openapi: string): string[] {
  const { paths } = z
    .object({ paths: z.record(z.string(), z.object({ get: z.unknown().optional() })) })
    .parse(JSON.parse(openapi));
  return Object.entries(paths).flatMap(([path, { get }]) => {
    if (get === undefined || path.includes("{reportId}")) return [];
    const slug = path.startsWith("/incidents") ? "october-2025-clashes" : "torkham";
    const query = path.includes("history") ? "?metric=trucks_stranded&side=PK" : "";
    return [`/api/v1${path.replace("{slug}", slug)}${query}`];
  });
}

const MAX_ANSWERS = 220;

const asInput = (value: object) => encodeURIComponent(JSON.stringify(value));

/** Every public answer that can be reached: from the overview, the API's description and what a script would ask. */
export async function walk(url: string): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const now = encodeURIComponent(new Date().toISOString());
  const waiting = [
    "/crossings/torkham",
    "/",
    "/incidents",
    "/lite",
    "/lite/torkham",
    "/ur/crossings/torkham",
    "/api/v1/openapi.json",
    `/crossings/torkham?asOf=${now}`,
    `/crossings/torkham?asOf=${now}&known=then`,
    `/api/v1/crossings?asOf=${now}&known=then`,
    "/api/v1/changes?limit=1000",
    "/api/v1/crossings.csv?hxl=1",
    "/healthz",
    "/readyz",
    "/metrics",
  ];
  for (const path of waiting) {
    if (answers.has(path) || PRIVATE_PAGE.test(path) || answers.size >= MAX_ANSWERS) continue;
    const reply = await fetch(url + path, { redirect: "manual" });
    expect(reply.status, `${path} is refused for haste`).not.toBe(429);
    const text = await reply.text();
    answers.set(path, `${JSON.stringify([...reply.headers])}\n${text}`);
    waiting.push(...(path.endsWith("openapi.json") ? readsIn(text) : linksIn(text)));
  }
  return answers;
}

/** tRPC keeps all procedures by their whole names, which its types do not say. */
function queryNames(): string[] {
  const all: Readonly<Record<string, unknown>> = appRouter._def.procedures;
  return Object.keys(all).filter((name) => {
    const procedure = all[name];
    if (typeof procedure !== "function" || !("_def" in procedure)) return false;
    return z.object({ type: z.string() }).parse(procedure._def).type === "query";
  });
}

/** What anybody gets of each query of tRPC, asked with inputs that fit some of them. */
export async function askEveryQuery(
  url: string,
  inputs: readonly object[],
): Promise<Map<string, string>> {
  const paths = queryNames().flatMap((name) =>
    inputs.map((input) => `/api/trpc/${name}?input=${asInput(input)}`),
  );
  const answers = new Map<string, string>();
  for (const path of paths) {
    const reply = await fetch(url + path);
    expect(reply.status, `${path} is refused for haste`).not.toBe(429);
    answers.set(path, `${reply.status} ${await reply.text()}`);
  }
  return answers;
}
