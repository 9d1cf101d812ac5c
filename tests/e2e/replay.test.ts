import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/gatewatch.ts";

const OCTOBER = "from=2025-10-10&to=2025-10-31";
const RETURNEES = `/replay?${OCTOBER}&asOf=2025-10-13T11:00:00Z`;

test("without script a moment reads, and its links lead to the changes and days around it", async ({
  browser,
  gatewatch,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: gatewatch.url });
  const page = await context.newPage();
  await page.goto(RETURNEES);
  const changed = page.getByRole("region", { name: "What changed" });
  await expect(changed.getByRole("link", { name: "Chaman–Spin Boldak" })).toBeVisible();
  await expect(changed.getByText("Exception for returnees: Open")).toBeVisible();
  await expect(page.getByRole("slider")).toBeHidden();
  await page.getByRole("link", { name: "Next change" }).click();
  await expect(page).toHaveURL(/asOf=2025-10-13T12%3A30/);
  await expect(page.getByText("Last change: 13 Oct 2025, 17:00")).toBeVisible();
  await page.getByRole("link", { name: "A day back" }).click();
  await expect(page).toHaveURL(/asOf=2025-10-12T12%3A30/);
  await page.getByRole("link", { name: "As known then" }).click();
  await expect(page.getByText("Nothing had changed yet in this period.")).toBeVisible();
  await context.close();
});

test("playing moves board and map through time, and asks the server once", async ({ page }) => {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (/\/api\//.test(request.url())) asked.push(request.url());
  });
  await page.goto(`/replay?${OCTOBER}&asOf=2025-10-11T15:00:00Z`);
  const map = page.getByRole("region", { name: "Map" });
  await expect(map.getByRole("link", { name: /Torkham/ })).toHaveAttribute("title", /Open/);
  const play = page.getByRole("button", { name: "Play" });
  await expect(play).not.toHaveAttribute("aria-disabled", "true");
  await play.click();
  await expect(map.getByRole("link", { name: /Torkham/ })).toHaveAttribute("title", /Closed/);
  await page.getByRole("button", { name: "Pause" }).click();
  await expect(
    page.getByRole("region", { name: "What changed" }).getByText("Torkham"),
  ).toBeVisible();
  expect(asked.filter((url) => url.includes("/replay"))).toHaveLength(1);
});

test("by keyboard: an hour, a day, play and pause; the address and its link follow", async ({
  page,
}) => {
  await page.goto(RETURNEES);
  const slider = page.getByRole("slider", { name: "Instant in the period" });
  await expect(page.getByRole("button", { name: "Play" })).not.toHaveAttribute(
    "aria-disabled",
    "true",
  );
  await slider.focus();
  await page.keyboard.press("ArrowRight");
  await expect(slider).toHaveAttribute("aria-valuetext", /13 Oct 2025, 16:30/);
  await page.keyboard.press("PageUp");
  await expect(slider).toHaveAttribute("aria-valuetext", /14 Oct 2025, 16:30/);
  await expect(page).toHaveURL(/asOf=2025-10-14T12%3A00/);
  const href = await page.getByRole("link", { name: "Link to this moment" }).getAttribute("href");
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Pause" })).toBeVisible();
  await page.keyboard.press("Space");
  await expect(page.getByRole("button", { name: "Play" })).toBeVisible();

  await page.goto(href ?? "");
  await expect(slider).toHaveAttribute("aria-valuetext", /14 Oct 2025, 16:30/);
});

test("who wants no motion is taken from change to change", async ({ browser, gatewatch }) => {
  const context = await browser.newContext({ reducedMotion: "reduce", baseURL: gatewatch.url });
  const page = await context.newPage();
  await page.goto(`/replay?${OCTOBER}`);
  const play = page.getByRole("button", { name: "Play" });
  await expect(play).not.toHaveAttribute("aria-disabled", "true");
  await play.click();
  const slider = page.getByRole("slider", { name: "Instant in the period" });
  await expect(slider).toHaveAttribute("aria-valuetext", /11 Oct 2025, 23:30/);
  await context.close();
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const path of [RETURNEES, `/ur${RETURNEES}&known=then`]) {
    test(`${path} has nothing that axe objects to, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(path);
      await expect(page.getByRole("slider")).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations).toEqual([]);
    });
  }
}
