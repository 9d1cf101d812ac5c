import { randomUUID } from "node:crypto";
import { get, type IncomingHttpHeaders } from "node:http";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/gatewatch.ts";

/* The text pages: small, whole in one answer, readable and printable without a script. */

const KB = 1024;
const PREFIXES = ["", "/ur", "/ps", "/fa-AF"];
/** When most was claimed at once. */
const CLASH = "asOf=2025-10-27T12:00:00Z";

interface Wire {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Head and body as sent. */
  readonly bytes: number;
}

/** What goes over the line for one request by a client that takes gzip, the weakest coding still in use. */
function onTheWire(url: string): Promise<Wire> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false, headers: { "Accept-Encoding": "gzip" } }, (res) => {
      res.resume();
      res.once("end", () =>
        resolve({
          status: res.statusCode ?? 0,
          headers: res.headers,
          bytes: res.socket.bytesRead,
        }),
      );
    }).once("error", reject);
  });
}

async function read(url: string): Promise<string> {
  const reply = await fetch(url);
  expect(reply.status, url).toBe(200);
  return reply.text();
}

test("each is at most 14 KB on the wire in every language, without script, and asks for nothing more", async ({
  gatewatch,
}) => {
  const slugs = [...(await read(`${gatewatch.url}/lite`)).matchAll(/href="\/lite\/([a-z-]+)"/g)];
  expect(slugs.length).toBeGreaterThanOrEqual(22);
  const paths = PREFIXES.flatMap((prefix) => [
    `${prefix}/lite`,
    `${prefix}/lite?${CLASH}`,
    `${prefix}/lite/torkham`,
    `${prefix}/lite/torkham?${CLASH}`,
    `${prefix}/lite/chaman-spin-boldak?${CLASH}`,
  ]);
  for (const path of [...paths, ...slugs.map(([, slug]) => `/lite/${slug}`)]) {
    const url = `${gatewatch.url}${path}`;
    const { status, bytes } = await onTheWire(url);
    expect(status, path).toBe(200);
    expect(bytes, path).toBeLessThanOrEqual(14 * KB);
    expect(await read(url), path).not.toMatch(/<script|<img|<link rel="stylesheet"|url\(|@import/);
  }
});

test("they may be kept for days, and the server's own copy follows what is published", async ({
  gatewatch,
}) => {
  const url = `${gatewatch.url}/lite/badini`;
  const { headers } = await onTheWire(url);
  expect(headers["cache-control"]).toMatch(/stale-while-revalidate=\d{6}.*stale-if-error=\d{6}/);
  expect(await read(url)).toContain("nobody has reported on that yet");
  const email = `lite-${randomUUID()}@example.org`;
  const account = ["--email", email, "--name", "Lite Verifier", "--role", "verifier"];
  await gatewatch.admin(["user", "add", ...account, "--password-stdin"], `${randomUUID()}\n`);
  const key = await gatewatch.admin([
    "key",
    "add",
    "--email",
    email,
    "--scope",
    "reports:write",
    "--json",
  ]);
  const { key: secret } = JSON.parse(key.answer);
  const reply = await fetch(`${gatewatch.url}/api/v1/reports`, {
    method: "POST",
    headers: { Authorization: `Bearer ${secret}`, "Content-Type": "application/json" },
    body: JSON.stringify({
      id: randomUUID(),
      crossing: "badini",
      observedAt: new Date(Date.now() - 60_000).toISOString(),
      claims: [{ kind: "state", lanes: ["PK-AF/pedestrian", "AF-PK/pedestrian"], value: "closed" }],
    }),
  });
  expect(reply.ok, await reply.text()).toBe(true);
  await expect(async () => expect(await read(url)).toContain("Badini has been closed to")).toPass();
  expect(await read(url)).toContain("What is known counts at most until");
  expect(await read(`${gatewatch.url}/lite/badini.txt`)).toContain("Badini has been closed to");
});

test("the text to be passed on leads to the page that says the same, by its check code", async ({
  gatewatch,
}) => {
  for (const prefix of PREFIXES) {
    const text = await read(`${gatewatch.url}${prefix}/lite/torkham.txt`);
    expect(text.trimEnd().length).toBeLessThanOrEqual(700);
    const [code] = /\b[0-9A-HJKMNP-TV-Z]{6}\b/.exec(text) ?? [];
    const link = text.trimEnd().split("\n").at(-1) ?? "";
    expect(link.startsWith(`${gatewatch.url}${prefix}/lite/torkham?asOf=`)).toBe(true);
    const page = await read(link);
    expect(code).toBeDefined();
    expect(page).toContain(String(code));
  }
  const { headers } = await onTheWire(`${gatewatch.url}/lite/torkham.txt`);
  expect(headers["content-type"]).toBe("text/plain; charset=utf-8");
});

test("a name that no crossing has is answered with the nearest, as page and as text", async ({
  gatewatch,
}) => {
  const page = await fetch(`${gatewatch.url}/lite/torkam`);
  expect(page.status).toBe(404);
  expect(await page.text()).toContain('href="/lite/torkham"');
  const text = await fetch(`${gatewatch.url}/ur/lite/torkam.txt`);
  expect(text.status).toBe(404);
  expect(await text.text()).toContain("/ur/lite/torkham");
});

test("what cannot be read in the address is named, and now is shown", async ({ gatewatch }) => {
  const page = await read(`${gatewatch.url}/lite?asOf=%3Cb%3Eyesterday`);
  expect(page).toContain("&lt;b&gt;yesterday");
  expect(page).not.toContain("<b>yesterday");
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });

  test("overview and crossing lead to their text, the text back, and on to other languages", async ({
    page,
  }) => {
    await page.goto(`/crossings/torkham?${CLASH}`);
    await page.getByRole("link", { name: "Text version" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Torkham");
    await expect(page.getByText("Torkham had been closed to all traffic").first()).toBeVisible();
    await page.getByRole("link", { name: "اردو" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("طورخم");
    await expect(page).toHaveURL(/\/ur\/lite\/torkham\?asOf=2025-10-27/);
    await page.goto("/");
    await page.getByRole("link", { name: "Text version" }).click();
    await expect(page).toHaveURL(/\/lite$/);
    await page.getByRole("link", { name: "Full page" }).click();
    await expect(page).toHaveURL(/\/$/);
  });
});

for (const path of [
  "/lite",
  `/ur/lite?${CLASH}`,
  `/lite/torkham?${CLASH}`,
  `/ur/lite/torkham?${CLASH}`,
]) {
  test(`${path} fits 360 pixels, has no fault that axe knows, and prints on one sheet`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(path);
    const { scroll, client } = await page.evaluate(() => ({
      scroll: document.documentElement.scrollWidth,
      client: document.documentElement.clientWidth,
    }));
    expect(scroll).toBe(client);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    }
    await page.emulateMedia({ media: "print" });
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  });
}
