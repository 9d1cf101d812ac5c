import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { SaxesParser } from "saxes";
import { dataDirPaths, keptSecret } from "#server/db/data-dir.ts";
import { linkQuery } from "#server/services/watches/signed-link.ts";
import { expect, type Gatewatch, test } from "../support/gatewatch.ts";
import { addFirm, addPerson, openAs } from "./people.ts";

/* What programs do with the links of a watch: a mail program stops it at one press, a reader of feeds comes by. */

const ONE_CLICK = "List-Unsubscribe=One-Click";
const FORM = { "Content-Type": "application/x-www-form-urlencoded" };

async function addKey(gatewatch: Gatewatch, email: string, ...scopes: readonly string[]) {
  const named = scopes.flatMap((scope) => ["--scope", scope]);
  const { answer } = await gatewatch.admin(["key", "add", "--email", email, ...named, "--json"]);
  return String(JSON.parse(answer).key);
}

/** A firm's system that makes watches on Torkham's trucks. */
async function openSystem(gatewatch: Gatewatch) {
  const { owner } = await addFirm(gatewatch);
  const key = await addKey(gatewatch, owner, "data:read", "watches:write");
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${gatewatch.url}/api/v1${path}`, {
      ...init,
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    });
  return {
    owner,
    call,
    addWatch: async (channel: object): Promise<string> => {
      const id = randomUUID();
      const wish = {
        name: "Trucks & <lanes>",
        subject: { kind: "crossing", crossing: "torkham" },
        rule: { kind: "state", on: ["closed", "opened"], direction: "PK-AF", mode: "truck" },
        timing: { digestHour: null, quiet: null, gatherMinutes: 0, dampMinutes: 0, capPerHour: 9 },
        channel,
      };
      const body = JSON.stringify(wish);
      expect((await call(`/watches/${id}`, { method: "PUT", body })).status).toBe(201);
      return id;
    },
    statusOf: async (id: string) => (await call(`/watches/${id}`)).status,
  };
}

/** A verifier's system, which says how trucks stand at Torkham. */
async function openVerifier(gatewatch: Gatewatch) {
  const key = await addKey(gatewatch, await addPerson(gatewatch, "verifier"), "reports:write");
  return async (value: "open" | "closed"): Promise<void> => {
    const report = {
      id: randomUUID(),
      crossing: "torkham",
      observedAt: new Date().toISOString(),
      claims: [{ kind: "state", lanes: ["PK-AF/truck"], value }],
    };
    const sent = await fetch(`${gatewatch.url}/api/v1/reports`, {
      method: "POST",
      headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
      body: JSON.stringify(report),
    });
    expect(sent.status, await sent.text()).toBe(201);
  };
}

/** The address in the header List-Unsubscribe of the mails of a firm's watch, which is good for one reader's mails. */
function stopUrl({ url, dataDir }: Gatewatch, id: string, boundTo: string): string {
  const secret = keptSecret(dataDirPaths(dataDir).authSecret);
  return `${url}/api/unsubscribe${linkQuery(secret, { use: "stop", id, boundTo })}`;
}

const press = (url: string, init: RequestInit = {}) =>
  fetch(url, { method: "POST", headers: FORM, body: ONE_CLICK, redirect: "manual", ...init });

test("mail is stopped by one press of a mail program, by no look at its link, and once for all", async ({
  page,
  gatewatch,
}) => {
  const system = await openSystem(gatewatch);
  const id = await system.addWatch({ kind: "email", email: system.owner });
  const url = stopUrl(gatewatch, id, system.owner);

  // Scanners of mail follow every link, with and without a browser.
  for (const method of ["GET", "HEAD"]) {
    const looked = await fetch(url, { method, redirect: "manual" });
    expect(looked.status).toBe(302);
    const to = looked.headers.get("location") ?? "";
    expect(new URL(to).pathname).toBe("/watch/stop");
    expect((await fetch(to, { method })).status).toBe(200);
  }
  await page.goto(url);
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  expect(await system.statusOf(id)).toBe(200);

  // Another's token, none, and what is no link at all.
  const other = await system.addWatch({ kind: "email", email: system.owner });
  const token = new URL(stopUrl(gatewatch, other, system.owner)).searchParams.get("token") ?? "";
  const wrong = [
    `?id=${id}&token=${token}`,
    `?id=${id}`,
    "",
    "?id=1&token=%00",
    `?id=${id}&token=${"x".repeat(5_000)}`,
  ];
  for (const query of wrong) {
    const refused = await press(`${gatewatch.url}/api/unsubscribe${query}`);
    expect([refused.status, await refused.text()], query).toEqual([
      404,
      "This is no link of ours.\n",
    ]);
  }
  for (const method of ["PUT", "DELETE"]) {
    expect((await fetch(url, { method })).status).toBe(405);
  }
  expect([await system.statusOf(id), await system.statusOf(other)]).toEqual([200, 200]);

  for (let i = 0; i < 2; i += 1) {
    const stopped = await press(url);
    expect([stopped.status, stopped.headers.get("set-cookie")]).toEqual([200, null]);
    expect(await system.statusOf(id)).toBe(404);
  }
  await page.goto(url);
  await expect(page.getByRole("button", { name: "Stop" })).toHaveCount(0);
  // Sent as a form with parts, which RFC 8058 allows too.
  const parts = new FormData();
  parts.set("List-Unsubscribe", "One-Click");
  const asParts = await fetch(stopUrl(gatewatch, other, system.owner), {
    method: "POST",
    body: parts,
  });
  expect([asParts.status, await system.statusOf(other)]).toEqual([200, 404]);
});

interface Entry {
  readonly id: string;
  readonly updated: string;
  readonly title: string;
}

/** A feed as a reader of RFC 4287 takes it: what must be there is there once; throws for what is no XML. */
function readAtom(xml: string): { id: string; self: string; entries: Entry[] } {
  const parser = new SaxesParser({ xmlns: true });
  const path: string[] = [];
  const found: Record<string, string>[] = [{}];
  let self = "";
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    expect(tag.uri).toBe("http://www.w3.org/2005/Atom");
    path.push(tag.local);
    if (tag.local === "entry") found.push({});
    const { rel, href } = tag.attributes;
    if (tag.local === "link" && rel?.value === "self" && path.length === 2)
      self = href?.value ?? "";
  });
  parser.on("text", (text) => {
    const name = path.at(-1) ?? "";
    const isOfPart = path.at(-2) === "entry" || path.length === 2;
    const part = found.at(path.includes("entry") ? -1 : 0);
    if (!isOfPart || part === undefined || name === "") return;
    part[name] = `${part[name] ?? ""}${text}`;
  });
  parser.on("closetag", () => void path.pop());
  parser.write(xml).close();
  const [feed = {}, ...entries] = found;
  const whole = ({ id = "", updated = "", title = "" }: Record<string, string>): Entry => {
    expect(id).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(new Date(updated).toISOString()).toBe(updated);
    expect(title).not.toBe("");
    return { id, updated, title };
  };
  return { id: whole(feed).id, self, entries: entries.map(whole) };
}

test("a watch's feed is Atom whose ids last, for who has its address, until the watch ends", async ({
  gatewatch,
}) => {
  const system = await openSystem(gatewatch);
  const id = await system.addWatch({ kind: "feed" });
  const { feedUrl } = await (await system.call(`/watches/${id}`)).json();
  const read = async () => {
    const reply = await fetch(feedUrl);
    expect([reply.status, reply.headers.get("content-type")]).toEqual([
      200,
      "application/atom+xml; charset=utf-8",
    ]);
    expect(reply.headers.get("cache-control")).toMatch(/^private/);
    return { etag: reply.headers.get("etag") ?? "", ...readAtom(await reply.text()) };
  };
  expect(await read()).toMatchObject({ id: `urn:uuid:${id}`, self: feedUrl, entries: [] });

  const report = await openVerifier(gatewatch);
  // The record ends with a closure, and what is told is a change.
  for (const [i, value] of (["open", "closed"] as const).entries()) {
    await report(value);
    await expect.poll(async () => (await read()).entries.length).toBe(i + 1);
  }
  const feed = await read();
  expect(feed.entries.map(({ title }) => title)).toEqual([
    expect.stringMatching(/^Torkham: Closed/),
    expect.stringMatching(/^Torkham: /),
  ]);
  const again = await read();
  expect(again).toEqual(feed);
  const known = await fetch(feedUrl, { headers: { "If-None-Match": feed.etag } });
  expect([known.status, await known.text()]).toEqual([304, ""]);
  // The same ids as in the log, and as webhooks bear.
  const { notices } = await (await system.call(`/notices?watchId=${id}`)).json();
  const logged = notices.map((one: { id: string }) => `urn:uuid:${one.id}`);
  expect(feed.entries.map((entry) => entry.id)).toEqual(logged);

  const wrong = feedUrl.replace(/token=.*/, `token=${"A".repeat(32)}`);
  for (const address of [
    wrong,
    feedUrl.replace(id, randomUUID()),
    `${gatewatch.url}/api/watch-feed`,
  ]) {
    expect((await fetch(address)).status).toBe(404);
  }
  expect((await fetch(feedUrl, { method: "POST" })).status).toBe(405);
  await system.call(`/watches/${id}`, { method: "DELETE" });
  expect((await fetch(feedUrl)).status).toBe(404);
});

test("a firm sees when its watch told last, and makes the address of its feed anew", async ({
  browser,
  gatewatch,
}) => {
  const system = await openSystem(gatewatch);
  const id = await system.addWatch({ kind: "feed" });
  const { context, page } = await openAs(browser, system.owner);
  await page.goto("/firm/watches");
  await expect(page.getByText("nothing told in 30 days")).toBeVisible();
  await expect(page.getByText("last told")).toHaveCount(0);

  const report = await openVerifier(gatewatch);
  await report("open");
  await report("closed");
  const watch = async () => (await system.call(`/watches/${id}`)).json();
  await expect.poll(async () => (await watch()).told).toBeGreaterThan(0);
  await page.goto("/firm");
  const last = page.getByText("Last told by a watch:");
  await expect(last.locator("time")).toContainText("UTC+5");
  await last.getByRole("link", { name: "Trucks & <lanes>" }).click();
  await expect(page.getByText("last told").locator("time")).toContainText("UTC+5");

  const { feedUrl } = await watch();
  const address = page.getByRole("link", { name: `${gatewatch.url}/api/watch-feed` });
  await expect(address).toHaveText(feedUrl);
  await page.locator("summary", { hasText: "Does somebody have this address" }).click();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("button", { name: "Make a new address" }).click();
  await expect(page.getByText("The old address leads nowhere any more")).toBeVisible();
  await expect(address).not.toHaveText(feedUrl);
  expect((await fetch(feedUrl)).status).toBe(404);
  expect((await fetch((await address.getAttribute("href")) ?? "")).status).toBe(200);
  await context.close();
});
