import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/gatewatch.ts";
import { addPerson, openAs } from "./people.ts";

const keysOf = (page: Page) => page.getByRole("region", { name: "API keys" });

/** Makes a key for a year; it stands on the page this once. */
async function makeKey(page: Page, label: string): Promise<string> {
  const keys = keysOf(page);
  await keys.getByLabel("What it is for").fill(label);
  await keys.getByRole("button", { name: "Make a key" }).click();
  await expect(keys.getByText("Copy the key now")).toBeVisible();
  const shown = (await keys.locator("code.select-all").textContent()) ?? "";
  expect(shown).toMatch(/^gw_[\w-]{43}$/);
  await keys.getByRole("link", { name: "I have kept it" }).click();
  return shown;
}

test("a key is made, works, is seen in use and revoked, with and without script", async ({
  browser,
  gatewatch,
}) => {
  const email = await addPerson(gatewatch, "firm");
  const { context } = await openAs(browser, email);
  const storageState = await context.storageState();
  await context.close();
  for (const javaScriptEnabled of [true, false]) {
    const one = await browser.newContext({ javaScriptEnabled, storageState });
    const page = await one.newPage();
    await page.goto("/account");
    const label = javaScriptEnabled ? "dispatch" : "dispatch without script";
    const key = await makeKey(page, label);
    const entry = keysOf(page)
      .getByRole("listitem")
      .filter({ hasText: key.slice(0, 8) });
    await expect(entry).toContainText("never used");
    expect(await page.content()).not.toContain(key);

    const ask = () =>
      page.request.get("/api/v1/keys", { headers: { Authorization: `Bearer ${key}` } });
    expect((await ask()).status()).toBe(200);
    await page.reload();
    await expect(entry).not.toContainText("never used");
    await expect(entry).toContainText("In use");
    if (javaScriptEnabled) {
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id }) => id)).toEqual([]);
    }
    await entry.getByRole("button", { name: `Revoke the key ${label}` }).click();
    await expect(page.getByText("The key is revoked.")).toBeVisible();
    await expect(entry).toContainText("Revoked");
    await expect.poll(async () => (await ask()).status()).toBe(401);
    await one.close();
  }
});

test("the page of the API opens without script, and its footer link leads there", async ({
  browser,
  gatewatch,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: gatewatch.url });
  const page = await context.newPage();
  await page.goto("/");
  await page.getByRole("contentinfo").getByRole("link", { name: "API", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "API" })).toBeVisible();
  await page.getByRole("link", { name: "changes", exact: true }).click();
  await page.locator("#listChanges > summary").click();
  await expect(
    page.locator("#listChanges").getByText("following it misses no change"),
  ).toBeVisible();
  await context.close();
});
