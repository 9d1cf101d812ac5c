import { expect, test } from "../support/gatewatch.ts";
import { keptPages, untilKept } from "./kept-pages.ts";
import { openPhone } from "./phone.ts";

/* Public pages without a network: what was seen last opens again, and never in the place of what the network has. */

const LOST = /No word from Gatewatch since .* your time/;

test("overview, crossings in any language and the text page open without a network", async ({
  page,
  context,
}) => {
  await page.goto("/");
  await untilKept(page, "/lite");
  await page.goto("/ur/crossings/torkham");
  await untilKept(page, "/ur/crossings/torkham");
  await context.setOffline(true);
  await page.goto("/");
  await expect(page.getByText(LOST)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("crossings");
  await page.goto("/ur/crossings/torkham");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("طورخم");
  await expect(page.getByText("سے Gatewatch سے کوئی خبر نہیں آئی").first()).toBeVisible();
  // Filters are made of the same page; a crossing that was never seen leads to the list of all.
  await page.goto("/?mode=truck");
  await expect(page).toHaveURL(/\/$/);
  await page.goto("/crossings/kharlachi");
  await expect(page).toHaveURL(/\/$/);
  await page.goto("/lite/kharlachi");
  await expect(page).toHaveURL(/\/lite$/);
  // A view of the past is not the present.
  await expect(page.goto("/?asOf=2025-10-13T12:00:00Z")).rejects.toThrow();
  await context.setOffline(false);
  await page.goto("/");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByText(LOST)).toBeHidden();
  await expect(page.locator("html")).not.toHaveAttribute("data-kept-at");
});

test("a kept page says so also when the line is back, until it is loaded again", async ({
  page,
  context,
}) => {
  await page.goto("/changes");
  await untilKept(page, "/changes");
  await context.setOffline(true);
  await page.goto("/changes");
  await expect(page.getByText(LOST)).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("This page was kept on this device")).toBeVisible({
    timeout: 30_000,
  });
  await page.getByRole("button", { name: "Load it again" }).click();
  await expect(page.locator("html")).not.toHaveAttribute("data-kept-at");
  await expect(page.getByText("This page was kept on this device")).toBeHidden();
});

test("the text page says that it was kept, and otherwise does not", async ({ page, context }) => {
  await page.goto("/");
  await untilKept(page, "/lite");
  const line = page.getByText("You are offline. This is the page as it was kept on this device");
  await page.goto("/lite");
  await expect(line).toBeHidden();
  // A text page is good for a minute without asking; that minute is over.
  await (await context.newCDPSession(page)).send("Network.clearBrowserCache");
  await context.setOffline(true);
  await page.goto("/lite");
  await expect(line).toBeVisible();
});

test("at most 30 pages are kept, and where one comes in is not pushed out", async ({ page }) => {
  test.slow();
  await page.goto("/");
  await untilKept(page, "/lite");
  const seen = await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    const days = Array.from({ length: 33 }, (_, day) => new Date(Date.UTC(2025, 9, 1 + day)));
    const addresses = days.map((day) => `/incidents?asOf=${day.toISOString()}`);
    for (const address of addresses) active?.postMessage({ kind: "seen", address });
    return addresses;
  });
  await expect.poll(() => keptPages(page), { timeout: 60_000 }).toHaveLength(30);
  for (const address of seen.slice(-1)) await untilKept(page, address);
  const kept = await keptPages(page);
  expect(kept).toEqual(expect.arrayContaining(["/", "/lite"]));
  expect(kept.length).toBeLessThanOrEqual(30);
});

test("nothing of a person who is signed in is kept, and a wiped phone keeps no page", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await page.goto("/account");
  await page.goto("/");
  await untilKept(page, "/");
  expect((await keptPages(page)).every((address) => /^\/(?:lite)?$/.test(address))).toBe(true);
  const text = await page.evaluate(async () => (await (await caches.match("/"))?.text()) ?? "");
  const anonymous = await (await fetch(gatewatch.url)).text();
  expect(text.includes("nonce=")).toBe(anonymous.includes("nonce="));
  expect(text).not.toContain("Zarghuna");
  await page.goto("/report");
  await page.getByRole("button", { name: "Wipe this phone" }).tap();
  await page.getByRole("button", { name: "Yes, wipe everything now" }).tap();
  await page.waitForURL((url) => url.pathname === "/");
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  await context.close();
});
