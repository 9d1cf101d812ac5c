import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import { createDatabase } from "#server/db/client.ts";
import { expect, type Gatewatch, test } from "../support/gatewatch.ts";
import { addPerson, openAs, PASSWORD } from "./people.ts";

/* A reporter who leaves a mark in everything that they send, and every public output searched for it. */

const NAME = "Zmaray Realname-Mark";
const EMAIL = "mark-of-a-reporter@hidden.example";
const NOTE = "note-mark for the desk alone";
const USER_AGENT = "UserAgentMark/7.7 (Nokia 3310)";
/** As a proxy that is not trusted would have it. */
const ADDRESS = "198.51.100.217";
/** How far the phone's clock is ahead: over half a day, to a telling millisecond. */
const SKEW_MS = 45_678_917;

interface Reporter {
  readonly accountId: string;
  readonly key: string;
}

async function answer(gatewatch: Gatewatch, args: readonly string[], stdin = ""): Promise<unknown> {
  const { exitCode, output, answer: text } = await gatewatch.admin([...args, "--json"], stdin);
  expect(exitCode, output).toBe(0);
  return JSON.parse(text);
}

async function addReporter(gatewatch: Gatewatch): Promise<Reporter> {
  const who = ["--email", EMAIL, "--name", NAME, "--role", "reporter", "--crossing", "torkham"];
  const added = await answer(gatewatch, ["user", "add", ...who, "--password-stdin"], PASSWORD);
  const { accountId } = z.object({ accountId: z.string() }).parse(added);
  const scope = ["--email", EMAIL, "--scope", "reports:write", "--label", "LabelMark"];
  const { key } = z
    .object({ key: z.string() })
    .parse(await answer(gatewatch, ["key", "add", ...scope]));
  return { accountId, key };
}

/** What `/live` sends until it holds `last`. */
async function listen(url: string, last: string): Promise<string> {
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

/** Addresses of this site that a page or a list links to. */
function linksIn(text: string): string[] {
  const found = [...text.matchAll(/href="(\/[^"#]*)/g)].map(([, path = ""]) => path);
  return found.map((path) => path.replaceAll("&amp;", "&"));
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

/** Every public answer that can be reached: from the overview, the API's description and what a script would ask. */
async function walk(url: string): Promise<Map<string, string>> {
  const answers = new Map<string, string>();
  const input = (value: object) => encodeURIComponent(JSON.stringify(value));
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
    `/api/trpc/crossings.list?input=${input({})}`,
    `/api/trpc/crossings.get?input=${input({ slug: "torkham" })}`,
    `/api/trpc/crossings.reports?input=${input({ slug: "torkham" })}`,
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

test("no public output holds a mark of the reporter or of the desk", async ({
  browser,
  gatewatch,
}) => {
  test.setTimeout(240_000);
  const { url } = gatewatch;
  const { accountId, key } = await addReporter(gatewatch);
  const verifier = await addPerson(gatewatch, "verifier");
  const desk = await openAs(browser, verifier);
  const seenAt = new Date(Date.now() - 600_000 + SKEW_MS).toISOString();

  async function send(count: number, more: object = {}): Promise<string> {
    const id = randomUUID();
    const count4 = { kind: "count", metric: "trucks_stranded", side: "PK", exact: count };
    const reply = await fetch(`${url}/api/v1/reports`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Authorization: `Bearer ${key}`,
        "User-Agent": USER_AGENT,
        "X-Forwarded-For": ADDRESS,
      },
      body: JSON.stringify({
        id,
        crossing: "torkham",
        observedAt: seenAt,
        device: { skewMs: SKEW_MS, uncertaintyMs: 917 },
        note: NOTE,
        claims: [{ ...count4, basis: "counted" }],
        ...more,
      }),
    });
    expect(reply.status, await reply.text()).toBe(201);
    return id;
  }
  async function publish(id: string): Promise<void> {
    const reply = await desk.page.request.post(`${url}/api/trpc/desk.publish`, { data: { id } });
    expect(reply.status(), await reply.text()).toBe(200);
  }

  const live = listen(url, "46813");
  const first = await send(46_801);
  await publish(first);
  const corrected = await send(46_813, { corrects: first });
  await publish(corrected);
  const waiting = await send(46_829);

  const answers = await walk(url);
  answers.set("/live", await live);
  expect(answers.size).toBeGreaterThan(60);
  // The search would find nothing in empty answers: what is public must be there.
  for (const path of ["/crossings/torkham", "/api/v1/crossings/torkham", "/live"]) {
    expect(answers.get(path), path).toContain("46813");
  }

  const { db, close } = createDatabase(gatewatch.databaseUrl, { max: 1 });
  const people = await db.execute<{ id: string; name: string; email: string }>(
    sql`select id, name, email from accounts`,
  );
  const marks = [
    ...people.flatMap(({ id, name, email }) => [id, name, email]),
    ...[accountId, "account:", EMAIL.split("@")[0] ?? "", "hidden.example", "realname-mark"],
    ...[key, key.slice(0, 12), "LabelMark", NOTE, "note-mark", "46829", waiting],
    ...["UserAgentMark", "Nokia", ADDRESS],
    ...[String(SKEW_MS), seenAt, seenAt.slice(0, 19), "deviceClock", "deviceAt", "skewMs"],
  ];
  const leaks = [...answers].flatMap(([path, text]) => {
    const lower = text.toLowerCase();
    // The API's description names the fields that a report may have; it holds nobody's.
    const isField = (mark: string) =>
      path.endsWith("openapi.json") && /^(?:skewMs|deviceAt)$/.test(mark);
    return marks
      .filter((mark) => lower.includes(mark.toLowerCase()) && !isField(mark))
      .map((mark) => `${mark} in ${path}`);
  });
  expect(leaks).toEqual([]);

  // Where it came from stands nowhere inside either, neither beside the report nor in the log.
  const tables = await db.execute<{ name: string }>(
    sql`select tablename as name from pg_tables where schemaname = 'public'`,
  );
  for (const { name } of tables) {
    const rows = await db.execute<{ row: string }>(
      sql`select t::text as row from ${sql.identifier(name)} t`,
    );
    const kept = rows.map(({ row }) => row).join("\n");
    for (const mark of ["UserAgentMark", ADDRESS, "127.0.0.1"]) {
      expect(kept.includes(mark), `${mark} in ${name}`).toBe(false);
    }
  }
  await close();
  for (const mark of [ADDRESS, "UserAgentMark", NOTE, EMAIL, NAME, accountId, key]) {
    expect(gatewatch.output()).not.toContain(mark);
  }
  await desk.context.close();
});
