import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/gatewatch.ts";

const AT = "/?asOf=2025-10-13T12:00:00Z";

test("the map is there without script, with every group as a list", async ({
  browser,
  gatewatch,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${gatewatch.url}${AT}`);
  const map = page.getByRole("region", { name: "Map" });
  await expect(map.getByText("Afghanistan").first()).toBeVisible();
  await expect(map.getByText(/Natural Earth/).first()).toBeVisible();
  expect(await map.getByRole("link").count()).toBeGreaterThan(5);
  await context.close();
});

test("buttons and keys enlarge the map, and bring it back", async ({ page }) => {
  await page.goto(AT);
  const map = page.getByRole("region", { name: "Map" });
  const ground = map.locator("svg[viewBox]").first();
  const whole = (await ground.getAttribute("viewBox")) ?? "";
  await map.getByRole("button", { name: "Zoom in" }).click();
  await expect(ground).not.toHaveAttribute("viewBox", whole);
  await page.keyboard.press("0");
  await expect(ground).toHaveAttribute("viewBox", whole);
  for (let i = 0; i < 6; i += 1) await page.keyboard.press("+");
  await map
    .getByRole("link", { name: /Torkham/ })
    .first()
    .focus();
  await expect(map.getByRole("link", { name: /Torkham/ }).first()).toBeInViewport();
  expect((await new AxeBuilder({ page }).include(".map").analyze()).violations).toEqual([]);
});

test("the map is skipped by keyboard, and the counts beside it have names", async ({ page }) => {
  await page.goto(AT);
  await expect(page.getByRole("link", { name: /^Trucks: \d+ closed$/ })).toBeVisible();
  const skip = page.getByRole("link", { name: "Skip the map, to the list of crossings" });
  await skip.focus();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const isOnBoard = () => document.activeElement?.closest("#board") !== null;
  await expect.poll(() => page.evaluate(isOnBoard)).toBe(true);
});

test("a name without room on the map is shown by focus, by any pointer", async ({ page }) => {
  await page.goto(AT);
  const hidden = page.locator(".map-marker").filter({ has: page.locator('[data-wall="none"]') });
  const marker = hidden.filter({ visible: true }).first();
  const label = marker.locator(".map-label");
  await expect(label).toHaveCSS("opacity", "0");
  // As a click or a tap gives it, without the mark of the keyboard.
  await marker.evaluate((link: HTMLElement) => link.focus({ focusVisible: false } as FocusOptions));
  await expect(label).toHaveCSS("opacity", "1");
});

test("a tap on a mark opens that crossing, whatever lies beside it", async ({
  browser,
  gatewatch,
}) => {
  // On the narrowest phone, on one where names have more room, and on a tablet.
  for (const width of [360, 440, 800]) {
    const context = await browser.newContext({
      baseURL: gatewatch.url,
      viewport: { width, height: 800 },
      hasTouch: true,
    });
    const page = await context.newPage();
    await page.goto(AT);
    const map = page.locator(".map");
    await map.scrollIntoViewIfNeeded();
    const markers = map.locator("a.map-marker").filter({ visible: true });
    expect(await markers.count()).toBeGreaterThan(7);
    const taken = await markers.evaluateAll((links) =>
      links.flatMap((link) => {
        const { x, y, width, height } = link.getBoundingClientRect();
        const hit = document.elementFromPoint(x + width / 2, y + height / 2);
        if (hit !== null && link.contains(hit)) return [];
        return [`${link.getAttribute("title")}, by ${hit?.closest("a, details")?.textContent}`];
      }),
    );
    expect(taken, `${width} wide`).toEqual([]);
    await context.close();
  }
});

test("a group says how many it is in the reader's digits", async ({ page }) => {
  await page.goto(`/ps${AT}`);
  const counts = page.locator(".map-cluster > summary > [aria-hidden]:not(svg)");
  await expect(counts.first()).toHaveText(/^[۰-۹]+$/);
});
