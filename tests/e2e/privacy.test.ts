import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import sharp from "sharp";
import { z } from "zod";
import { createDatabase } from "#server/db/client.ts";
import { expect, type Gatewatch, test as shared } from "../support/gatewatch.ts";
import { addPerson, openAs, PASSWORD } from "./people.ts";
import { askEveryQuery, listen, walk } from "./public-walk.ts";

/** Of its own: every table is searched whole, and other tests write addresses into the log. */
const test = shared.extend({
  baseURL: async ({ newGatewatch }, use) => {
    await use(newGatewatch.url);
  },
});

/* A reporter who leaves a mark in everything that they send, and every public output searched for it. */

const NAME = "Zmaray Realname-Mark";
const EMAIL = "mark-of-a-reporter@hidden.example";
const NOTE = "note-mark for the desk alone";
const USER_AGENT = "UserAgentMark/7.7 (Nokia 3310)";
/** As a proxy that is not trusted would have it. */
const ADDRESS = "198.51.100.217";
/** How far the phone's clock is ahead: over half a day, to a telling millisecond. */
const SKEW_MS = 45_678_917;
const PHONE = "+923009876501";
/** What the camera wrote: its maker, its owner and where it stood. */
const CAMERA = "CameraMark";
const STOOD_AT = "34/1 7/1 46837/1000";

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

function photoOfTheGate(): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  return sharp({ create: { width: 64, height: 64, channels: 3, background: "grey", noise } })
    .withExif({
      IFD0: { Make: CAMERA, Artist: NAME },
      IFD3: { GPSLatitudeRef: "N", GPSLatitude: STOOD_AT },
    })
    .jpeg()
    .toBuffer();
}

/** Sends a photo with the key of its reporter; its id. */
async function sendPhoto(url: string, key: string, reportId: string): Promise<string> {
  const bytes = await photoOfTheGate();
  expect(bytes.includes(CAMERA)).toBe(true);
  const id = randomUUID();
  const photos = `${url}/api/v1/reports/${reportId}/photos`;
  const headers = { Authorization: `Bearer ${key}` };
  const announced = await fetch(photos, {
    method: "POST",
    headers: { ...headers, "Content-Type": "application/json" },
    body: JSON.stringify({ id, totalBytes: bytes.length }),
  });
  expect(announced.status, await announced.text()).toBe(201);
  const sent = await fetch(`${photos}/${id}?offset=0`, {
    method: "PUT",
    headers: { ...headers, "Content-Type": "application/octet-stream" },
    body: new Uint8Array(bytes),
  });
  expect(await sent.json()).toMatchObject({ state: "kept" });
  return id;
}

/** Their words by SMS through a gateway; the report's id. */
async function sendSms(gatewatch: Gatewatch, text: string): Promise<string> {
  await answer(gatewatch, ["number", "add", "--email", EMAIL, "--number", PHONE]);
  const gateway = await addPerson(gatewatch, "admin");
  const { key } = z
    .object({ key: z.string() })
    .parse(await answer(gatewatch, ["key", "add", "--email", gateway, "--scope", "sms:write"]));
  const reply = await fetch(`${gatewatch.url}/api/v1/sms`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
    body: JSON.stringify({ from: PHONE, text }),
  });
  return z.object({ reportId: z.string() }).parse(await reply.json()).reportId;
}

test("no public output holds a mark of the reporter or of the desk", async ({
  browser,
  newGatewatch: gatewatch,
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
  async function atDesk(procedure: string, data: object): Promise<unknown> {
    const reply = await desk.page.request.post(`${url}/api/trpc/${procedure}`, { data });
    expect(reply.status(), await reply.text()).toBe(200);
    return reply.json();
  }
  const publish = (id: string) => atDesk("desk.publish", { id });

  const live = listen(url, "46813");
  const first = await send(46_801);
  await publish(first);
  const corrected = await send(46_813, { corrects: first });
  await publish(corrected);
  const photo = await sendPhoto(url, key, corrected);
  await atDesk("photos.publish", { reportId: corrected, id: photo });
  await publish(await sendSms(gatewatch, "TKM P46819.C 0000Z"));
  const relayed = z.object({ result: z.object({ data: z.object({ id: z.string() }) }) }).parse(
    await atDesk("relay.send", {
      text: "TKM P46823.C 0001Z",
      readAt: new Date().toISOString(),
      reporterId: accountId,
    }),
  );
  await publish(relayed.result.data.id);
  const waiting = await send(46_829);

  const answers = await walk(url);
  answers.set("/live", await live);
  const slug = "torkham";
  const queries = await askEveryQuery(url, [
    {},
    { slug },
    { slug, reportIds: [corrected] },
    { id: corrected },
    { reportId: corrected },
  ]);
  for (const [path, text] of queries) answers.set(path, text);
  expect(answers.size).toBeGreaterThan(60);
  // The search would find nothing in empty answers: what is public must be there.
  for (const path of ["/crossings/torkham", "/api/v1/crossings/torkham", "/live"]) {
    expect(answers.get(path), path).toContain("46813");
  }
  for (const name of ["crossings.list", "crossings.get", "crossings.reports", "photos.published"]) {
    const own = [...queries].filter(([path]) => path.startsWith(`/api/trpc/${name}?`));
    expect(
      own.some(([, text]) => text.startsWith("200 ") && text.includes(corrected)),
      name,
    ).toBe(true);
  }
  const all = [...answers.values()].join("\n");
  for (const count of ["46819", "46823"]) expect(all).toContain(count);
  const picture = `/api/v1/reports/${corrected}/photos/${photo}/picture`;
  expect(answers.get(picture), "the picture is shown on a page").toContain("image/jpeg");

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
    ...[PHONE, PHONE.slice(3), "relayedBy", CAMERA, STOOD_AT, "46837", "GPSLatitude"],
  ];
  const leaks = [...answers].flatMap(([path, text]) => {
    const lower = text.toLowerCase();
    // The API's description names the fields that a report may have; it holds nobody's.
    const isField = (mark: string) =>
      /\/api\/v1\/(?:openapi\.json|docs)$/.test(path) && /^(?:skewMs|deviceAt)$/.test(mark);
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
