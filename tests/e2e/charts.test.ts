import { readFile } from "node:fs/promises";
import AxeBuilder from "@axe-core/playwright";
import type { Download, Locator, Page } from "@playwright/test";
import sharp from "sharp";
import { expect, test } from "../support/gatewatch.ts";

const THEN = "asOf=2025-11-11T12:00:00Z";
const PAGE = `/crossings/torkham?span=all&${THEN}`;

const region = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

async function saved(page: Page, press: () => Promise<void>): Promise<[Download, Buffer]> {
  const [download] = await Promise.all([page.waitForEvent("download"), press()]);
  return [download, await readFile(await download.path())];
}

test("each day of the last year has its word, by keyboard, by mouse and as a table", async ({
  page,
}) => {
  await page.goto(PAGE);
  const days = region(page, "Calendar of days");
  await expect(days.getByText("Closed: 61 days")).toBeVisible();
  const slider = days.getByRole("slider", { name: "Step through the days" });
  await slider.focus();
  await expect(slider).toHaveAttribute("aria-valuetext", "11 Nov 2025: Closed");
  await slider.press("Home");
  await expect(slider).toHaveAttribute("aria-valuetext", /^1 Dec 2024: /);
  const october = days.getByRole("img", { name: /^October 2025: / });
  await october.click({ position: { x: 4, y: 4 } });
  await expect(slider).toHaveAttribute("aria-valuetext", /^\d+ Oct 2025: /);
  await days.getByText("The same days as a table").click();
  const table = days.getByRole("table", { name: /Days after each other in one state/ });
  await expect(table.getByRole("row").nth(1)).toContainText("12 Oct 2025");
  await expect(table.getByRole("row").nth(1)).toContainText("31");
  await days.getByRole("link", { name: "Trucks" }).click();
  await expect(page).toHaveURL(/mode=truck/);
  await expect(
    region(page, "Calendar of days")
      .getByText(/Torkham, Trucks: /)
      .first(),
  ).toBeVisible();
  await region(page, "Calendar of days").getByRole("link", { name: "12 months earlier" }).click();
  await expect(page).toHaveURL(/to=2024-11-30/);
});

test("a closure is compared with all before it", async ({ page }) => {
  await page.goto(PAGE);
  const closures = region(page, "Closures");
  await expect(closures.getByText("This closure is in day 31.")).toBeVisible();
  await expect(closures.getByText("2 of 26 earlier ones lasted longer.")).toBeVisible();
  await closures.getByText("All closures by length, as a table").click();
  const table = closures.getByRole("table", { name: "Closures, longest first" });
  await expect(table.getByRole("row")).toHaveCount(28);
  await expect(table.getByRole("row").nth(1)).toContainText("1 May 2020");
});

test("how much longer such closures lasted is said with its cases, and its curve is a table", async ({
  page,
}) => {
  await page.goto(PAGE);
  const closures = region(page, "Closures");
  await expect(
    closures.getByText(
      "Of 14 closures at all crossings that reached day 31, half lasted at least 59 more days.",
    ),
  ).toBeVisible();
  await closures.getByText("The curve of all 92 such closures, as a table").click();
  const curve = closures.getByRole("table", { name: "Share of closures that lasted longer" });
  await expect(curve.getByRole("row").nth(1)).toContainText("100%");
});

test("every chart can be taken along as numbers and as a picture", async ({ page }) => {
  await page.goto(PAGE);
  const history = region(page, "History").getByRole("figure");
  const charts: [string, Locator, string][] = [
    ["History", history.first(), "crossing,metric,side,at,bucket_minutes,low,best,high"],
    ["State of each lane", history.last(), "crossing,lane,state,from,to"],
    ["Calendar of days", region(page, "Calendar of days"), "crossing,mode,on,days,state,"],
    [
      "Crossings per day",
      region(page, "Crossings per day"),
      "crossing,metric,on,days,low,best,high,usual_low",
    ],
    ["Closures", region(page, "Closures"), "closure,crossing,name,"],
  ];
  for (const [name, part, header] of charts) {
    await part.scrollIntoViewIfNeeded();
    const [csv, numbers] = await saved(page, () =>
      part.getByRole("link", { name: "Numbers as CSV" }).click(),
    );
    expect(csv.suggestedFilename(), name).toMatch(/^torkham-.*\.csv$/);
    const [first = "", ...rows] = numbers.toString("utf8").trimEnd().split("\r\n");
    expect(first.startsWith(header), first).toBe(true);
    expect(rows.length, name).toBeGreaterThan(10);

    // The drawing of the history comes when it nears the screen; the picture waits for it.
    const [png, bytes] = await saved(page, () =>
      part.getByRole("button", { name: "Picture as PNG" }).click(),
    );
    expect(png.suggestedFilename(), name).toMatch(/^torkham-.*\.png$/);
    const picture = sharp(bytes);
    const { width, height, format } = await picture.metadata();
    expect(format).toBe("png");
    expect(Math.min(width, height), name).toBeGreaterThan(200);
    // Words and marks are on it: a page of one colour has an entropy of nought.
    expect((await picture.stats()).entropy, name).toBeGreaterThan(0.1);
  }
});

test("nothing moves while the charts come into view", async ({ page }) => {
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const shift = "value" in entry && typeof entry.value === "number" ? entry.value : 0;
        const before = Number(document.documentElement.dataset.shift ?? 0);
        document.documentElement.dataset.shift = String(before + shift);
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(PAGE);
  for (const name of ["History", "Calendar of days", "Crossings per day", "Closures"]) {
    await region(page, name).scrollIntoViewIfNeeded();
  }
  await expect(page.getByRole("img", { name: /People stranded at Torkham/ })).toBeVisible();
  const slider = region(page, "Calendar of days").getByRole("slider");
  for (const key of ["Home", "End", "ArrowLeft"]) await slider.press(key);
  const shift = await page.evaluate(() => Number(document.documentElement.dataset.shift ?? 0));
  expect(shift).toBeLessThanOrEqual(0.02);
});

test("the charts of days stand without script, in Urdu from right to left, and axe finds nothing", async ({
  browser,
  gatewatch,
  page,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: gatewatch.url });
  const still = await context.newPage();
  await still.goto(`/ur${PAGE}`);
  await expect(still.getByRole("img", { name: /^اکتوبر 2025/ })).toBeVisible();
  await expect(still.getByRole("slider", { name: "دنوں پر ایک ایک کر کے جائیں" })).toHaveCount(0);
  await context.close();

  for (const path of [PAGE, `/ur${PAGE}`, "/crossings/nawa-pass", "/crossings/torkham"]) {
    await page.goto(path);
    const { violations } = await new AxeBuilder({ page })
      .include("#history")
      .include("#days")
      .include("#traffic")
      .include("#closures")
      .analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  }
});

test("an address that asks for no day and no mode of ours is told so", async ({ page }) => {
  await page.goto("/crossings/torkham?to=yesterday&mode=boat");
  await expect(page.getByText("there is no “yesterday” here", { exact: false })).toBeVisible();
  await expect(page.getByText("there is no “boat” here", { exact: false })).toBeVisible();
  await page.goto("/crossings/torkham?to=1850-01-01");
  await expect(region(page, "Calendar of days")).toBeVisible();
  await page.goto("/crossings/torkham?to=9999-12-31");
  await expect(region(page, "Calendar of days")).toBeVisible();
});
