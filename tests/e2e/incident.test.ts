import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/gatewatch.ts";

const CLASHES = "/incidents/october-2025-clashes";

test("casualty claims stand side by side by claimant, and nothing is added up", async ({
  page,
}) => {
  await page.goto(CLASHES);
  const claims = page.getByRole("region", { name: "Casualty claims" });
  await expect(claims.getByText(/never adds or averages/)).toBeVisible();
  await expect(claims.getByText(/Claimants differ by a factor of .?2\.5.?\./)).toBeVisible();
  await expect(claims.getByText("Claimants differ by a factor of 22 or more.")).toBeVisible();
  await expect(claims.getByText("23", { exact: true }).first()).toBeVisible();
  await expect(claims.getByText("58", { exact: true }).first()).toBeVisible();
  await expect(claims.getByText("81", { exact: true })).toHaveCount(0);
  await expect(claims.getByText("speaks for Pakistan").first()).toBeVisible();
  await expect(claims.getByText("speaks for Afghanistan").first()).toBeVisible();
});

test("an incident leads to its crossings as they were then", async ({ page }) => {
  await page.goto("/incidents");
  await page.getByRole("link", { name: "Pakistan–Afghanistan clashes, October 2025" }).click();
  const crossings = page.getByRole("region", { name: "Crossings" });
  await expect(crossings.getByText("Closed").first()).toBeVisible();
  await crossings.getByRole("link", { name: "Torkham" }).click();
  await expect(page).toHaveURL(/\/crossings\/torkham\?asOf=2025-10-1/);
});

test("the timeline is dated and each line can be read where it came from", async ({ page }) => {
  await page.goto(CLASHES);
  const timeline = page.getByRole("region", { name: "What happened" });
  await expect(timeline.getByText("All crossings shut.")).toBeVisible();
  await expect(timeline.getByRole("link").first()).toHaveAttribute("href", /^https?:/);
});

test("an unknown incident is not found, with a way back", async ({ page }) => {
  const response = await page.goto("/incidents/october-2025-clash");
  expect(response?.status()).toBe(404);
  await page.getByRole("link", { name: /October 2025/ }).click();
  await expect(page).toHaveURL(new RegExp(CLASHES));
});

for (const path of ["/incidents", CLASHES, `/ur${CLASHES}`]) {
  test(`${path} has nothing that axe objects to`, async ({ page }) => {
    await page.goto(path);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
}
