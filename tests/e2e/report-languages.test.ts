import type { Page } from "@playwright/test";
import { expect, test } from "../support/gatewatch.ts";
import { openPhone } from "./phone.ts";

const kept = (page: Page, shell: string) =>
  page.evaluate(async (path) => (await caches.match(path)) !== undefined, shell);

/** Not every phone has the letters of Urdu and Pashto. */
const hasOwnScript = (page: Page) =>
  page.evaluate(() =>
    [...document.fonts].some(
      ({ family, status }) => /vazirmatn/i.test(family) && status === "loaded",
    ),
  );

test("after a visit in one language the app opens without a network in each of the four", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  for (const prefix of ["/ur", "/ps", "/fa-AF"]) {
    await expect.poll(() => kept(page, `${prefix}/report/shell`)).toBe(true);
  }
  await context.setOffline(true);
  for (const [path, lang, title] of [
    ["/ur/report", "ur", "رپورٹ"],
    ["/ps/report", "ps", "راپور"],
    ["/fa-AF/report", "fa-AF", "گزارش"],
    ["/report", "en", "Report"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(page.locator("html")).toHaveAttribute("lang", lang);
    await expect(page.getByRole("heading", { level: 2 }).first()).toBeVisible();
    if (lang !== "en") await expect.poll(() => hasOwnScript(page)).toBe(true);
  }
  await context.close();
});

test("in a language that the phone does not have it opens in one that it has", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await expect.poll(() => kept(page, "/fa-AF/report/shell")).toBe(true);
  await page.evaluate(async () => {
    const cache = await caches.open("gatewatch.report");
    for (const prefix of ["/ur", "/ps", "/fa-AF"]) await cache.delete(`${prefix}/report/shell`);
  });
  await context.setOffline(true);
  for (const path of ["/ps/report", "/ps/report/relay"]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1, name: "Report" })).toBeVisible();
  }
  await context.close();
});
