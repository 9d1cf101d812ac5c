import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { addPerson, ask, NOW, type OpenApi, openApi, type Person, REAL_NAME } from "./open-api.ts";

/* A report full of what must stay inside, and every public format searched for it. */

let api: OpenApi;
let trusted: Person;
let waiting: Person;
const NOTE = "note-for-the-desk-alone my number is 0300-1234567";
const WAITING_QUOTE = "unpublished-words-of-a-reporter";
const published = randomUUID();
const unpublished = randomUUID();

beforeAll(async () => {
  api = await openApi();
  const crossings = ["torkham"];
  trusted = await addPerson(api.db, { role: "reporter", crossings, isTrusted: true });
  waiting = await addPerson(api.db, { role: "reporter", crossings });
  await submit(trusted, {
    id: published,
    claims: [
      {
        kind: "state",
        lanes: [
          "PK-AF/truck",
          "AF-PK/truck",
          "PK-AF/pedestrian",
          "AF-PK/pedestrian",
          "PK-AF/passenger",
          "AF-PK/passenger",
        ],
        value: "closed",
        cause: "clash",
      },
      { kind: "count", metric: "trucks_stranded", side: "PK", exact: 4242, basis: "counted" },
      { kind: "posture", side: "PK", value: "high_alert" },
      { kind: "outlook", value: "steady", quote: "stabilising" },
    ],
  });
  await submit(waiting, {
    id: unpublished,
    claims: [
      { kind: "outlook", value: "worsening", quote: WAITING_QUOTE },
      { kind: "count", metric: "people_stranded", exact: 7_654_321, basis: "told" },
    ],
  });
});
afterAll(() => api.close());

async function submit(person: Person, over: object): Promise<void> {
  const body = JSON.stringify({ crossing: "torkham", observedAt: NOW, note: NOTE, ...over });
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${person.key}` };
  const reply = await ask(`${api.origin}/api/v1/reports`, { method: "POST", headers, body });
  expect(reply.status, reply.text).toBe(201);
}

const Read = z.object({ security: z.array(z.record(z.string(), z.unknown())).optional() });
const Document = z.object({ paths: z.record(z.string(), z.object({ get: Read.optional() })) });

/** Whether it answers without a key. */
const isPublic = ({ security = [] }: z.output<typeof Read>) =>
  security.length === 0 || security.some((way) => Object.keys(way).length === 0);

/** Every public read that the API says it has, for Torkham. */
async function everyRead(): Promise<string[]> {
  const { paths } = Document.parse((await api.get("/api/v1/openapi.json")).json());
  const { incidents } = z
    .object({ incidents: z.array(z.object({ id: z.string() })) })
    .parse((await api.get("/api/v1/incidents")).json());
  return Object.entries(paths)
    .filter(([path, { get }]) => get && isPublic(get) && !path.includes("{reportId}"))
    .map(([path]) => {
      const slug = path.startsWith("/incidents") ? (incidents[0]?.id ?? "") : "torkham";
      const metric = path.includes("history") ? "?metric=trucks_stranded&side=PK" : "";
      return `/api/v1${path.replace("{slug}", slug)}${metric}`;
    });
}

async function everyAnswer(): Promise<Map<string, string>> {
  const input = encodeURIComponent(JSON.stringify({ slug: "torkham" }));
  const all = encodeURIComponent("{}");
  const urls = [
    ...(await everyRead()),
    "/api/v1/crossings.csv?hxl=1",
    "/api/v1/changes.csv?limit=1000",
    "/api/v1/changes?limit=1000",
    `/api/trpc/crossings.list?input=${all}`,
    `/api/trpc/crossings.get?input=${input}`,
    `/api/trpc/crossings.reports?input=${input}`,
    `/api/trpc/changes.latest?input=${input}`,
    `/api/trpc/closures.list?input=${input}`,
  ];
  const answers = new Map<string, string>();
  for (const url of urls) {
    const reply = await api.get(url);
    expect(reply.status, `${url}: ${reply.text.slice(0, 300)}`).toBe(200);
    answers.set(url, reply.text);
  }
  return answers;
}

test("no public format shows who reported, what they noted, or what is not published", async () => {
  const rows = await api.db.execute<{ hash: string }>(
    sql`select content_hash as hash from reports`,
  );
  const answers = await everyAnswer();
  expect(answers.size).toBeGreaterThan(20);
  for (const [url, text] of answers) {
    const has = (secret: string) => text.toLowerCase().includes(secret.toLowerCase());
    for (const { actor, key } of [trusted, waiting]) {
      expect(has(actor.accountId), `account in ${url}`).toBe(false);
      expect(has(key), `key in ${url}`).toBe(false);
    }
    for (const secret of [
      REAL_NAME,
      "secret.example",
      NOTE,
      "0300-1234567",
      "accountId",
      "contentHash",
    ]) {
      expect(has(secret), `${secret} in ${url}`).toBe(false);
    }
    for (const secret of [unpublished, WAITING_QUOTE, "7654321", waiting.pseudonym]) {
      expect(has(secret), `${secret}, which is not published, in ${url}`).toBe(false);
    }
    expect(
      rows.some(({ hash }) => has(hash)),
      `a content hash in ${url}`,
    ).toBe(false);
  }
  // The search would find nothing in empty answers; the published half must be there.
  const overview = answers.get("/api/v1/crossings") ?? "";
  for (const shown of [published, trusted.pseudonym, "4242", "stabilising"]) {
    expect(overview).toContain(shown);
  }
});

test("a reporter's source keeps one public id, made of the pseudonym", async () => {
  const reply = await api.get("/api/v1/crossings/torkham/reports?limit=1");
  const { reports } = z
    .object({ reports: z.array(z.object({ source: z.record(z.string(), z.unknown()) })) })
    .parse(reply.json());
  expect(reports[0]?.source).toEqual({
    id: `reporter:${trusted.pseudonym.toLowerCase().replace(" ", "-")}`,
    kind: "reporter",
    name: trusted.pseudonym,
    party: null,
  });
});

test("the log of refusals and failures has neither note nor key", () => {
  const log = api.logged.join("\n");
  for (const secret of [NOTE, trusted.key, waiting.key, REAL_NAME])
    expect(log).not.toContain(secret);
});
