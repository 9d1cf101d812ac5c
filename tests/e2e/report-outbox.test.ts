import type { Locator } from "@playwright/test";
import { expect, test } from "../support/gatewatch.ts";
import {
  clearDesk,
  countOnServer,
  fillOutbox,
  lines,
  nothingChanged,
  own,
  SUBMIT,
  save,
  sayClosed,
} from "./field-app.ts";
import { signIn, stateKey } from "./people.ts";
import { openPhone, untilKept } from "./phone.ts";

test.afterAll(({ gatewatch }) => clearDesk(gatewatch));

test("a reply that is lost after the server stored the report makes no second one", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  let lost = 0;
  await context.route(SUBMIT, async (route) => {
    if (lost >= 2) return route.fallback();
    lost += 1;
    await route.fetch();
    await route.abort("connectionreset");
  });
  await sayClosed(page);
  await expect(page.getByText("Everything has been received.")).toBeVisible({ timeout: 20_000 });
  expect(lost).toBeGreaterThanOrEqual(1);
  expect(await countOnServer(page)).toBe(1);
  await context.close();
});

test("two taps at once are one report, and one heartbeat", async ({ browser, gatewatch }) => {
  const { context, page } = await openPhone(browser, gatewatch);
  const tapTwice = (button: Locator) =>
    button.evaluate((element: HTMLElement) => {
      element.click();
      element.click();
    });
  await page.getByRole("link", { name: "Update" }).tap();
  await stateKey(page, "All lanes", "Closed").check({ force: true });
  await tapTwice(save(page));
  await expect(lines(page, "Waits for the desk")).toHaveCount(1);
  await tapTwice(nothingChanged(page));
  await expect(lines(page, "Waits for the desk")).toHaveCount(2);
  await expect(own(page).getByText("No change since the last word")).toHaveCount(1);
  expect(await countOnServer(page)).toBe(2);
  await context.close();
});

test("on a phone that is full what waits is sent, and makes room", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await fillOutbox(page, 3);
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.reload();
  await expect(page.getByText("Everything has been received.")).toBeVisible({ timeout: 20_000 });
  expect(await countOnServer(page)).toBe(3);
  await page.reload();
  await expect(page.getByText("Everything has been received.")).toBeVisible();
  // What is new cannot be kept, and that is said.
  await page.getByRole("link", { name: "Update" }).tap();
  await stateKey(page, "All lanes", "Closed").check({ force: true });
  await save(page).tap();
  await expect(page.getByText("Not saved: this phone could not keep it.")).toBeVisible();
  await context.close();
});

test("two tabs send what waits once", async ({ browser, gatewatch }) => {
  const { context, page } = await openPhone(browser, gatewatch);
  const other = await context.newPage();
  await other.goto("/report");
  await untilKept(other);
  await context.setOffline(true);
  await fillOutbox(page, 20);
  let sent = 0;
  context.on("request", (request) => {
    if (request.url().endsWith("reports.submit")) sent += 1;
  });
  await context.setOffline(false);
  for (const tab of [page, other]) await tab.reload();
  for (const tab of [page, other]) {
    await expect(tab.getByText("Everything has been received.")).toBeVisible();
  }
  expect(await countOnServer(page)).toBe(20);
  // Each tab was reloaded once, perhaps in the middle of a report: that one is sent again, and no other.
  expect(sent).toBeLessThanOrEqual(22);
  await context.close();
});

test("with its session revoked ten reports wait for the same person and nobody else", async ({
  browser,
  gatewatch,
}) => {
  const { context, page, email } = await openPhone(browser, gatewatch);
  await fillOutbox(page, 10);
  await context.clearCookies();
  await page.reload();
  await expect(page.getByText("Sign in again as Zarghuna reporter")).toBeVisible();
  await expect(page.getByText("10 reports wait here to be sent.")).toBeVisible();

  const stranger = await openPhone(browser, gatewatch);
  await context.addCookies(await stranger.context.cookies());
  await page.reload();
  await expect(page.getByText("10 reports of other people wait on this phone")).toBeVisible();
  await expect(lines(page, "")).toHaveCount(0);
  expect(await countOnServer(page)).toBe(0);
  // Also by hand: the server refuses what names another account.
  const status = await page.evaluate(async () => {
    const headers = {
      "Content-Type": "application/json",
      "X-Gatewatch-Account": crypto.randomUUID(),
    };
    const body = JSON.stringify({
      id: crypto.randomUUID(),
      crossing: "torkham",
      observedAt: new Date().toISOString(),
      claims: [{ kind: "no_change" }],
    });
    return (await fetch("/api/trpc/reports.submit", { method: "POST", headers, body })).status;
  });
  expect(status).toBe(401);

  await context.clearCookies();
  await page.goto("/sign-in?to=/report");
  await signIn(page, email);
  await expect(lines(page, "Waits for the desk")).toHaveCount(10, { timeout: 20_000 });
  expect(await countOnServer(page)).toBe(10);
  await stranger.context.close();
  await context.close();
});

test("500 reports drain in order while the page answers", async ({ browser, gatewatch }) => {
  test.setTimeout(180_000);
  const { context, page } = await openPhone(browser, gatewatch);
  await context.setOffline(true);
  await fillOutbox(page, 500);
  const order: string[] = [];
  page.on("response", (response) => {
    if (!response.url().endsWith("reports.submit") || response.status() !== 200) return;
    order.push(JSON.parse(response.request().postData() ?? "{}").id);
  });
  await page.reload();
  await expect(page.getByText("500 reports wait here to be sent.")).toBeVisible();
  await page.evaluate(() => {
    const gaps: number[] = [];
    Object.assign(window, { gaps });
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      gaps.push(now - last);
      last = now;
      setTimeout(tick, 16);
    };
    tick();
  });
  const startedAt = Date.now();
  await context.setOffline(false);
  await expect(page.getByText("Everything has been received.")).toBeVisible({ timeout: 150_000 });
  const seconds = (Date.now() - startedAt) / 1_000;
  const longest = await page.evaluate(() => {
    const gaps: unknown = Reflect.get(window, "gaps");
    return Array.isArray(gaps) ? Math.max(...gaps) : Number.POSITIVE_INFINITY;
  });
  console.log(
    `500 reports: ${seconds.toFixed(1)} s, longest the page was busy ${longest.toFixed(0)} ms`,
  );
  expect(order).toEqual([...order].sort());
  expect(new Set(order).size).toBe(500);
  expect(longest).toBeLessThan(1_000);
  await context.close();
});

test("on a line that comes and goes every report arrives once", async ({ browser, gatewatch }) => {
  test.setTimeout(120_000);
  const { context, page } = await openPhone(browser, gatewatch);
  await fillOutbox(page, 30);
  let asked = 0;
  await context.route(SUBMIT, async (route) => {
    asked += 1;
    // Every third request never leaves, and of every third one the answer is lost.
    if (asked % 3 === 1) return route.abort("internetdisconnected");
    if (asked % 3 === 2) {
      await route.fetch();
      return route.abort("connectionreset");
    }
    return route.fallback();
  });
  await page.reload();
  const button = page.getByRole("button", { name: "Send now" });
  await expect(async () => {
    if (await button.isVisible()) await button.tap({ timeout: 500 });
    await expect(page.getByText("Everything has been received.")).toBeVisible({ timeout: 300 });
  }).toPass({ timeout: 90_000, intervals: [50] });
  expect(await countOnServer(page)).toBe(30);
  await context.close();
});

test("what is put right while it arrives corrects what arrived, and is not lost", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await context.setOffline(true);
  await sayClosed(page);
  await own(page).getByRole("listitem").first().getByRole("link").tap();
  await page.getByRole("link", { name: "Put it right" }).tap();
  await context.setOffline(false);
  await expect.poll(() => countOnServer(page)).toBe(1);
  await stateKey(page, "All lanes", "Open").check({ force: true });
  await save(page).tap();
  await expect(page.getByText("Everything has been received.")).toBeVisible();
  expect(await countOnServer(page)).toBe(2);
  await expect(own(page).getByText("Every lane: Open, as seen")).toBeVisible();
  await expect(lines(page, "Waits for the desk")).toHaveCount(1);
  await context.close();
});

test("one refused report is opened, mended and sent while the others go out", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await context.route(SUBMIT, async (route) => {
    const body = JSON.parse(route.request().postData() ?? "{}");
    if (body.note !== "stuck") return route.fallback();
    return route.continue({ postData: JSON.stringify({ ...body, claims: [] }) });
  });
  await page.getByRole("link", { name: "Something happened" }).tap();
  await stateKey(page, "All lanes", "Restricted").check({ force: true });
  await page.getByLabel("Note for the desk").fill("stuck");
  await save(page).tap();
  await expect(page.getByText("1 report was refused and stays here")).toBeVisible();
  await sayClosed(page);
  await expect(lines(page, "Waits for the desk")).toHaveCount(1);
  await lines(page, "Refused").getByRole("link").tap();
  await expect(page.getByText("say at least one thing")).toBeVisible();
  await page.getByRole("button", { name: "Copy out" }).tap();
  await expect(page.getByLabel("The report as text")).toHaveValue(/"note":"stuck"/);
  await page.getByRole("link", { name: "Put it right" }).tap();
  await page.getByLabel("Note for the desk").fill("mended");
  await save(page).tap();
  await expect(lines(page, "Waits for the desk")).toHaveCount(2);
  expect(await countOnServer(page)).toBe(2);
  await context.close();
});
