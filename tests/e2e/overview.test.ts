import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, type Gatewatch, test } from "../support/gatewatch.ts";

const CLASH = "/?asOf=2025-10-13T12:00:00Z";
const TRADE_CROSSINGS = ["Angoor Ada", "Chaman–Spin Boldak", "Ghulam Khan", "Kharlachi", "Torkham"];

const row = (page: Page, name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: false }) });

/** The horizontal distance by which a page is wider than its window; anything but 0 is a fault. */
const overflow = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** A key of a verifier, whose reports are published at once. */
async function makeKey(gatewatch: Gatewatch): Promise<string> {
  const email = `overview-${randomUUID()}@example.org`;
  const account = ["--email", email, "--name", "Overview Verifier", "--role", "verifier"];
  await gatewatch.admin(["user", "add", ...account, "--password-stdin"], `${randomUUID()}\n`);
  const { output } = await gatewatch.admin([
    "key",
    "add",
    "--email",
    email,
    "--scope",
    "reports:write",
    "--json",
  ]);
  const key = /"key":\s*"([^"]+)"/.exec(output)?.[1];
  if (key === undefined) throw new Error(`no key in: ${output}`);
  return key;
}

async function report(
  gatewatch: Gatewatch,
  key: string,
  crossing: string,
  claims: readonly unknown[],
) {
  const response = await fetch(`${gatewatch.url}/api/v1/reports`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      id: randomUUID(),
      crossing,
      observedAt: new Date().toISOString(),
      claims,
    }),
  });
  expect(response.ok, await response.text()).toBe(true);
}

test("the clash of October 2025 shows five trade crossings closed, and says so in a sentence", async ({
  page,
}) => {
  await page.goto(CLASH);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(
    "5 of 22 crossings are closed",
  );
  for (const name of TRADE_CROSSINGS) {
    await expect(row(page, name)).toContainText("Closed");
    await expect(row(page, name)).toContainText("since 12 Oct 2025");
  }
  await expect(row(page, "Chaman–Spin Boldak")).toContainText("returnees PK→AF");
  await expect(page.getByText("Past view, not live")).toBeVisible();
});

test("a past view says so, can be asked as known then, and leads back to now", async ({ page }) => {
  await page.goto("/?asOf=2025-09-01T00:00:00Z");
  await expect(row(page, "Torkham")).toContainText("Open");
  await expect(row(page, "Torkham")).toContainText("recorded");
  await page.getByRole("link", { name: "Show as known then" }).click();
  await expect(row(page, "Torkham")).toContainText("Unknown");
  await expect(row(page, "Torkham")).toContainText("last seen open");
  await page.getByRole("link", { name: "Back to now" }).click();
  await expect(page.getByText("As of", { exact: false })).toHaveCount(0);
});

test("the board is narrowed and sorted without loading the page again", async ({ page }) => {
  await page.goto(CLASH);
  await page.evaluate(() => Reflect.set(window, "keptByTest", true));
  await page.getByText("Sort and filter").click();
  await page.getByLabel("State").selectOption("closed");
  await expect(page.getByText("5 of 22 crossings shown")).toBeVisible();
  await expect(page).toHaveURL(/state=closed/);
  await page.getByLabel("Sort by").selectOption("name");
  await expect(page.getByRole("heading", { level: 2 }).first()).toContainText("Angoor Ada");
  await page.goBack();
  await page.goBack();
  await expect(page.getByText("22 of 22 crossings shown")).toBeVisible();
  expect(await page.evaluate(() => Reflect.get(window, "keptByTest"))).toBe(true);
});

test("a filter that nothing fits says so and leads back", async ({ page }) => {
  await page.goto(`${CLASH}&state=open&border=PK-AF`);
  await expect(page.getByText("No crossing fits")).toBeVisible();
  await page.getByRole("link", { name: "Show all crossings" }).first().click();
  await expect(page.getByText("22 of 22 crossings shown")).toBeVisible();
});

test("what the address asks for in vain is left out and named", async ({ page }) => {
  await page.goto("/?asOf=yesterday&sort=luck&country=FR");
  await expect(page.getByText("asOf: “yesterday” is not a date")).toBeVisible();
  await expect(page.getByText("sort: there is no “luck” here")).toBeVisible();
  await expect(page.getByText("country: there is no “FR” here")).toBeVisible();
  await expect(page.getByText("22 of 22 crossings shown")).toBeVisible();
  await page.getByRole("link", { name: "Clear the address" }).click();
  await expect(page.getByText("Part of the address was ignored")).toHaveCount(0);
});

test("everything can be read, and the board narrowed, without script", async ({
  browser,
  gatewatch,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: gatewatch.url });
  const page = await context.newPage();
  await page.goto(CLASH);
  await expect(row(page, "Torkham")).toContainText("Closed");
  await page.getByText("Sort and filter").click();
  await page.getByLabel("State").selectOption("closed");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/asOf=.*state=closed/);
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(5);
  await context.close();
});

test("a report changes its row in place, within a second, and nothing moves", async ({
  page,
  newGatewatch,
}) => {
  // One that no other test has reported to: the order before is that of names alone.
  const key = await makeKey(newGatewatch);
  await page.goto(`${newGatewatch.url}/?sort=level`);
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  const torkham = row(page, "Torkham");
  await expect(torkham).toContainText("Unknown");
  const names = page.getByRole("heading", { level: 2 });
  const before = await names.allTextContents();
  const lanes = ["PK-AF/truck", "AF-PK/truck"];
  // Who is at a crossing is told of it by voice; the rest of the board keeps silent.
  await torkham.getByRole("link", { name: "Torkham" }).first().focus();
  await report(newGatewatch, key, "kharlachi", [{ kind: "state", lanes, value: "closed" }]);
  await expect(row(page, "Kharlachi")).toContainText("Closed");
  await report(newGatewatch, key, "torkham", [
    { kind: "state", lanes, value: "closed" },
    { kind: "count", metric: "trucks_stranded", low: 107, high: 5000, basis: "told" },
  ]);
  await expect(torkham).toContainText("107–5,000", { timeout: 2_000 });
  await expect(torkham).toContainText("Closed");
  await expect(page.getByRole("status").filter({ hasText: "Torkham: now Closed" })).toHaveCount(1);
  await expect(page.getByRole("status").filter({ hasText: "Kharlachi" })).toHaveCount(0);
  expect(await names.allTextContents()).toEqual(before);
  await page.getByRole("button", { name: "The order has changed. Sort again" }).click();
  await expect(names.nth(0)).toContainText("Kharlachi");
  await expect(names.nth(1)).toContainText("Torkham");
});

test("a phone's first screen has the answer and the first crossing", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await page.goto("/");
  for (const part of [
    page.getByRole("heading", { level: 1 }),
    page.getByRole("table", { name: "Crossings by who may pass" }),
    page.getByRole("heading", { level: 2 }).first(),
  ]) {
    const box = await part.boundingBox();
    expect(box === null ? Number.POSITIVE_INFINITY : box.y + box.height).toBeLessThan(640);
  }
});

for (const path of ["/", "/ur", CLASH]) {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`${path} in ${colorScheme} fits every width and has no fault that axe knows`, async ({
      page,
    }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await expect(page.locator("html")).toHaveAttribute("dir", path === "/ur" ? "rtl" : "ltr");
      for (const width of [360, 768, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        expect(await overflow(page), `at ${width}`).toBe(0);
      }
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    });
  }
}

test("a crossing is found by another language's name, with script and without, and others are given back", async ({
  page,
  browser,
  gatewatch,
}) => {
  await page.goto("/ur?asOf=2025-10-13T12:00:00Z");
  await page.getByText("ترتیب اور چھانٹی").click();
  await page.getByLabel("گزرگاہ کا نام").fill("turkham");
  await page.getByLabel("گزرگاہ کا نام").press("Enter");
  await expect(page).toHaveURL(/\/ur\?.*asOf=.*q=turkham|\/ur\?.*q=turkham.*asOf=/);
  await expect(page.getByRole("heading", { level: 2 })).toHaveText([/طورخم/]);
  await page.getByRole("link", { name: "تمام گزرگاہیں دکھائیں" }).click();
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(22);

  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: gatewatch.url });
  const plain = await context.newPage();
  await plain.goto(CLASH);
  await plain.getByText("Sort and filter").click();
  await plain.getByLabel("Name of the crossing").fill("تورخم");
  await plain.getByRole("button", { name: "Find" }).click();
  await expect(plain.getByRole("heading", { level: 2 })).toHaveText([/Torkham/]);
  await plain.goto(`${CLASH}&q=torkam`);
  await expect(plain.getByText("No crossing is called so")).toBeVisible();
  await expect(row(plain, "Torkham")).toBeVisible();
  await context.close();
});

for (const path of ["/", "/ur"]) {
  test(`${path} keeps its map in one place while it comes in over a slow line`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("Network.enable");
    const bytesPerSecond = 50_000;
    await devtools.send("Network.emulateNetworkConditions", {
      offline: false,
      latency: 150,
      downloadThroughput: bytesPerSecond,
      uploadThroughput: bytesPerSecond,
    });
    await page.addInitScript(() => {
      const moved: number[] = [];
      Reflect.set(window, "mapMoved", moved);
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const sources: { readonly node: Element | null }[] = Reflect.get(entry, "sources") ?? [];
          const isMap = sources.some(({ node }) => node?.matches?.(".overview-map"));
          if (isMap) moved.push(Number(Reflect.get(entry, "value")));
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    await page.goto(path, { waitUntil: "load" });
    await page.evaluate(() => document.fonts.ready);
    await expect(page.getByRole("region", { name: /Map|نقشہ/ })).toBeAttached();
    expect(await page.evaluate(() => Reflect.get(window, "mapMoved"))).toEqual([]);
  });
}
