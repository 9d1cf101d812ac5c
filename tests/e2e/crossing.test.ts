import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Gatewatch, test } from "../support/gatewatch.ts";

const THEN = "asOf=2025-11-16T12:00:00Z";

test("a crossing as of November 2025 reads without script, from its state to its sources", async ({
  browser,
  gatewatch,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: gatewatch.url });
  const page = await context.newPage();
  await page.goto(`/crossings/torkham?${THEN}`);
  await expect(page.getByRole("heading", { level: 1, name: "Torkham" })).toBeVisible();
  await expect(page.getByText("since 12 Oct 2025").first()).toBeVisible();
  await expect(page.getByText("Every lane is closed").first()).toBeVisible();
  const lanes = page.getByRole("table", { name: "Each lane as announced and as observed" });
  await expect(lanes.getByRole("columnheader", { name: "Announced" })).toBeVisible();
  await expect(lanes.getByRole("columnheader", { name: "Observed" })).toBeVisible();
  await expect(lanes.getByText("Trucks, Pakistan to Afghanistan")).toBeVisible();
  await expect(lanes.getByRole("link").first()).toHaveAttribute("href", /^https?:/);
  await expect(
    page.getByText("Returnees may pass: on foot, Pakistan to Afghanistan"),
  ).toBeVisible();
  const figures = page.getByRole("region", { name: "Figures" });
  await expect(figures.getByText("4,000–5,000").first()).toBeVisible();
  await figures.getByText("1 claim behind it").click();
  await expect(figures.getByText("Vehicles waiting on the road to Torkham")).toBeVisible();
  const closures = page.getByRole("region", { name: "Closures" });
  await expect(closures.getByText("12 Oct 2025 – still closed at that time")).toBeVisible();
  await page.getByText("The same numbers as a table").click();
  await expect(page.getByRole("table", { name: "Claims, newest first" })).toBeVisible();
  await context.close();
});

test("the chart is drawn when it comes into view, and its claims can be stepped through by keyboard", async ({
  page,
}) => {
  await page.goto(`/crossings/torkham?metric=trucks&span=1y&${THEN}`);
  const chart = page.getByRole("img", { name: /Trucks stranded at Torkham/ });
  await expect(chart).toHaveCount(0);
  await page.getByRole("region", { name: "History" }).scrollIntoViewIfNeeded();
  await expect(chart).toBeVisible();
  const slider = page.getByRole("slider", { name: "Step through the claims" });
  await slider.focus();
  await expect(slider).toHaveAttribute("aria-valuetext", /4,000–\u20605,000.* trucks/);
  await slider.press("ArrowLeft");
  await expect(slider).not.toHaveAttribute("aria-valuetext", /4,000–\u20605,000/);
  await page.locator("#history").getByRole("link", { name: "30 days" }).click();
  await expect(page).toHaveURL(/asOf=.*/);
  await expect(page).toHaveURL(/span=30d/);
  await expect(
    page.getByText("Trucks stranded at Torkham, 17 Oct 2025 to 16 Nov 2025").first(),
  ).toBeVisible();
});

test("a crossing last heard of in February 2026 is unknown, and says what was seen last", async ({
  page,
}) => {
  await page.goto("/crossings/chaman-spin-boldak");
  await expect(page.getByText(/^last seen closed/).first()).toBeVisible();
  await expect(page.getByText("No figure is recent enough to stand.")).toBeVisible();
  const history = page.locator("#history");
  await expect(history.getByText("No figure in the 30 days before this view")).toBeVisible();
  await history.getByRole("link", { name: "Show the whole record" }).click();
  await expect(page).toHaveURL(/span=all/);
});

test("a crossing of which nothing is known says so", async ({ page }) => {
  await page.goto("/crossings/nawa-pass");
  await expect(page.getByText(/Nobody has reported yet whether it is open/)).toBeVisible();
  await expect(page.getByText("Nobody has seen it").first()).toBeVisible();
  await expect(page.getByText("No closure is on record.")).toBeVisible();
});

test("an unknown name is not found, with the nearest names, also without script", async ({
  browser,
  gatewatch,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: gatewatch.url });
  const page = await context.newPage();
  const response = await page.goto("/crossings/torkam");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { name: "There is no crossing “torkam”" })).toBeVisible();
  await page.getByRole("link", { name: /Torkham/ }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Torkham" })).toBeVisible();
  await context.close();
});

test("what in the address cannot be read is named and left out", async ({ page }) => {
  await page.goto("/crossings/torkham?asOf=yesterday&metric=goats&before=nonsense");
  await expect(page.getByText(/yesterday/)).toBeVisible();
  await expect(page.getByText(/goats/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Torkham" })).toBeVisible();
});

for (const scheme of ["light", "dark"] as const) {
  for (const path of [`/crossings/torkham?${THEN}`, `/ur/crossings/torkham?span=all`]) {
    test(`${path} has nothing that axe objects to, ${scheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(path);
      await page.locator("#history").scrollIntoViewIfNeeded();
      await expect(page.locator("#history figure").first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    });
  }
}

/** A report by a verifier, which is published at once. */
async function report(gatewatch: Gatewatch, crossing: string, claims: readonly unknown[]) {
  const email = `crossing-${randomUUID()}@example.org`;
  const account = ["--email", email, "--name", "Crossing Verifier", "--role", "verifier"];
  await gatewatch.admin(["user", "add", ...account, "--password-stdin"], `${randomUUID()}\n`);
  const scope = ["--scope", "reports:write", "--json"];
  const { output } = await gatewatch.admin(["key", "add", "--email", email, ...scope]);
  const key = /"key":\s*"([^"]+)"/.exec(output)?.[1] ?? "";
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

test("a report changes state, lane and figure on the open page, and its source is one link away", async ({
  page,
  gatewatch,
}) => {
  await page.goto("/crossings/ghulam-khan");
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await expect(page.getByText("No figure is recent enough to stand.")).toBeVisible();
  const lanes = page.getByRole("table", { name: "Each lane as announced and as observed" });
  await expect(lanes.getByText("Open")).toHaveCount(0);
  await report(gatewatch, "ghulam-khan", [
    { kind: "state", lanes: ["PK-AF/truck", "AF-PK/truck"], value: "open" },
    { kind: "count", metric: "trucks_stranded", low: 107, high: 5000, basis: "told" },
  ]);
  const figures = page.getByRole("region", { name: "Figures" });
  await expect(figures.getByText("107–5,000")).toBeVisible({ timeout: 2_000 });
  await expect(lanes.getByRole("cell").getByText("Open", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("A new report has come in.")).toBeVisible();
  await page.getByRole("link", { name: "Show who said what" }).first().click();
  await expect(page.getByText("A new report has come in.")).toHaveCount(0);
  await figures.getByText("1 claim behind it").click();
  await expect(figures.getByText("for no party", { exact: true })).toBeVisible();
});

test("a view of the past does not follow the stream", async ({ page, gatewatch }) => {
  await page.goto(`/crossings/angoor-ada?${THEN}`);
  await report(gatewatch, "angoor-ada", [
    { kind: "count", metric: "trucks_stranded", low: 33, high: 44, basis: "told" },
  ]);
  await expect(page.getByText("Past view, not live")).toBeVisible();
  await expect(page.getByText(/33–\u2060?44/)).toHaveCount(0);
});

test("on a phone nothing is wider than the screen", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`/crossings/torkham?${THEN}`);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(360);
});
