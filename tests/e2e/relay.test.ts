import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/gatewatch.ts";
import { addPerson, openShared } from "./people.ts";

/** Seen in the first minute of today in UTC: it has been, whenever this runs, and is no other test's. */
const CODE = "TKM C OUT T107.C P40 0000Z";

const code = (page: Page) => page.getByRole("textbox", { name: "The code" });
const read = (page: Page) => page.getByRole("button", { name: /^Read (the code|it again)$/ });
const send = (page: Page) => page.getByRole("button", { name: "Send this report" });

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
}

test("a code is shown in words before it is sent, and sent twice it is one report", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openShared(browser, gatewatch, "reporter");
  for (const outcome of ["Report received", "had been received before"]) {
    await page.goto("/report/relay");
    await code(page).fill(CODE);
    await expect(send(page)).toHaveCount(0);
    await read(page).click();
    await expect(page.getByRole("heading", { name: "The code says" })).toBeVisible();
    await expect(page.getByText("Torkham", { exact: true })).toBeVisible();
    await expect(page.getByText(/Trucks stranded: .?107/)).toBeVisible();
    await expect(page.getByText(/People stranded: .?40/)).toBeVisible();
    await expect(page.getByText("on the clock of UTC")).toBeVisible();
    await expectAccessible(page);
    await send(page).click();
    await expect(page.getByText(outcome)).toBeVisible();
    await expectAccessible(page);
  }
  await context.close();
});

test("a code that can be read in two ways gets a question, with what was understood", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openShared(browser, gatewatch, "reporter");
  await page.goto("/report/relay");
  await code(page).fill("TKM C OUT T107 915");
  await read(page).click();
  await expect(page.getByText("Is “915” a time or a count? Write 0915, T915.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Understood so far" })).toBeVisible();
  await expect(page.getByText(/Trucks stranded: .?107/)).toBeVisible();
  await expect(send(page)).toHaveCount(0);
  await expect(code(page)).toBeFocused();
  await expectAccessible(page);
  await code(page).fill("TKM C OUT T107 0915");
  await read(page).click();
  await expect(send(page)).toBeVisible();
  // What is sent is what was read: a code changed in between is read again.
  await code(page).fill("TKM O OUT 0915");
  await send(page).click();
  await expect(page.getByText(/Pakistan.*Afghanistan.*Open/).first()).toBeVisible();
  await expect(page.getByText("Report received")).toHaveCount(0);
  await context.close();
});

test("the desk says whose report it is", async ({ browser, gatewatch }) => {
  const ofTorkham = ["--crossing", "torkham"];
  await addPerson(gatewatch, "reporter", [...ofTorkham, "--trusted"]);
  const observer = await addPerson(gatewatch, "reporter", ofTorkham);
  const { context, page } = await openShared(browser, gatewatch, "verifier");
  await page.goto("/report/relay");
  await code(page).fill("TKM NC 0000Z");
  await read(page).click();
  const label = `Zarghuna reporter, ${observer}`;
  await page.getByLabel("Whose report is it?").selectOption({ label });
  await send(page).click();
  await expect(page.getByText("It waits for the desk.")).toBeVisible();
  await context.close();
});

test("a code needs no script, and the page no wider screen than a small phone's", async ({
  browser,
  gatewatch,
}) => {
  const { context } = await openShared(browser, gatewatch, "reporter");
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await context.storageState(),
    viewport: { width: 360, height: 740 },
  });
  const page = await plain.newPage();
  for (const prefix of ["/ur", ""]) {
    await page.goto(`${prefix}/report/relay`);
    await page.locator("textarea").fill("TKM R IN 0001Z");
    await page.locator("button[value=read]").click();
    await expect(page.locator("button[value=send]")).toBeVisible();
    const box = await page.locator("html").boundingBox();
    expect(box?.width).toBeLessThanOrEqual(360);
  }
  await send(page).click();
  await expect(page.getByText("Report received")).toBeVisible();
  await plain.close();
  await context.close();
});
