import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/gatewatch.ts";
import { addPerson, openAs, openShared, stateKey } from "./people.ts";

const TORKHAM = ["--crossing", "torkham"];
const FORM = "/report?crossing=torkham";

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
}

const trucks = (page: Page) => page.getByRole("group", { name: "Trucks stranded" }).first();
const send = (page: Page) => page.getByRole("button", { name: "Send the report" });

test("a refusal names the field beside it and keeps what was typed", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openShared(browser, gatewatch, "reporter");
  await page.goto(FORM);
  await expect(page.getByRole("heading", { name: "Report on Torkham" })).toBeVisible();
  await send(page).click();
  await expect(page.getByText("say at least one thing")).toBeVisible();
  await stateKey(page, "All lanes", "Closed").check({ force: true });
  await page.getByLabel("Cause").selectOption({ label: "fighting" });
  await trucks(page).getByLabel("From").fill("900");
  await trucks(page).getByLabel("To").fill("200");
  await page.getByLabel("Note for the desk").fill("Two soldiers at the gate");
  await send(page).click();
  await expect(page.getByText("is greater than high; swap them")).toBeVisible();
  await expect(trucks(page).getByLabel("From")).toBeFocused();
  await expect(stateKey(page, "All lanes", "Closed")).toBeChecked();
  await expect(page.getByLabel("Note for the desk")).toHaveValue("Two soldiers at the gate");
  await expect(page.getByLabel("Cause")).toHaveValue("clash");
  await expectAccessible(page);
  await trucks(page).getByLabel("From").fill("200");
  await trucks(page).getByLabel("To").fill("900");
  await send(page).click();
  await expect(page.getByRole("heading", { name: "Report received" })).toBeVisible();
  await expect(page.getByText("Every lane: Closed, as seen").first()).toBeVisible();
  await expectAccessible(page);
  await context.close();
});

test("a refusal is in the reporter's own language", async ({ browser, gatewatch }) => {
  const { context, page } = await openShared(browser, gatewatch, "reporter");
  const said = { ur: "کم از کم ایک بات بتائیں", ps: "لږ تر لږه یو شی", "fa-AF": "دست‌کم یک چیز" };
  for (const [locale, words] of Object.entries(said)) {
    await page.goto(`/${locale}${FORM}`);
    await page.locator("main form button[type=submit]").last().click();
    await expect(page.getByText(words)).toBeVisible();
    await expect(page.getByText("say at least")).toHaveCount(0);
  }
  await context.close();
});

test("a report needs no script, and the same form sent twice is one report", async ({
  browser,
  gatewatch,
}) => {
  const { context, page: signedIn } = await openAs(
    browser,
    await addPerson(gatewatch, "reporter", TORKHAM),
  );
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await context.storageState(),
  });
  const page = await plain.newPage();
  await page.goto("/report");
  await trucks(page).getByLabel("Exactly").fill("-3");
  await send(page).click();
  await expect(page.getByText("cannot be negative")).toBeVisible();
  await expect(trucks(page).getByLabel("Exactly")).toHaveValue("-3");
  await trucks(page).getByLabel("Exactly").fill("120");
  await send(page).dblclick();
  await expect(page.getByRole("heading", { name: "Report received" })).toBeVisible();
  await signedIn.goto("/report");
  const own = signedIn.getByRole("region", { name: "Your last reports" });
  await expect(own.getByRole("listitem").filter({ hasText: "Waits for the desk" })).toHaveCount(1);
  await plain.close();
  await context.close();
});

test("a report without a line is kept in the form and counts once when sent again", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openShared(browser, gatewatch, "reporter");
  await page.goto(FORM);
  await stateKey(page, "All lanes", "Open").check({ force: true });
  await context.setOffline(true);
  await send(page).click();
  await expect(page.getByText("Nothing is lost: send it again")).toBeVisible();
  await expect(stateKey(page, "All lanes", "Open")).toBeChecked();
  await context.setOffline(false);
  await send(page).click();
  await expect(page.getByRole("heading", { name: "Report received" })).toBeVisible();
  await context.close();
});

test("the desk rejects with a reason, which the reporter reads", async ({ browser, gatewatch }) => {
  const reporter = await openShared(browser, gatewatch, "reporter");
  const verifier = await openShared(browser, gatewatch, "verifier");
  await reporter.page.goto(FORM);
  await stateKey(reporter.page, "All lanes", "Restricted").check({ force: true });
  await reporter.page.getByLabel("Note for the desk").fill("Told by a driver, Juniper 7");
  await send(reporter.page).click();
  await expect(reporter.page.getByRole("heading", { name: "Report received" })).toBeVisible();

  const desk = verifier.page;
  await desk.goto("/desk");
  const item = desk.getByRole("listitem").filter({ hasText: "Juniper 7" });
  await expect(item.getByText("Zarghuna reporter")).toBeVisible();
  await item.getByText("Reject …").click();
  await expectAccessible(desk);
  await item.getByRole("button", { name: "Reject" }).click();
  await expect(item.getByText("Say why, so that the reporter can mend it.")).toBeVisible();
  await item.getByLabel("Reason, for the reporter").fill("No second source yet");
  await item.getByRole("button", { name: "Reject" }).click();
  await expect(desk.getByText("Rejected; the reporter reads the reason.")).toBeVisible();
  await expect(item).toHaveCount(0);

  await reporter.page.reload();
  await expect(reporter.page.getByRole("heading", { name: "Report rejected" })).toBeVisible();
  await expect(reporter.page.getByText("The desk: No second source yet")).toBeVisible();
  await reporter.context.close();
  await verifier.context.close();
});

test("nobody reports or reviews without the right to", async ({ browser, gatewatch }) => {
  const { context, page } = await openShared(browser, gatewatch, "reporter");
  await page.goto(FORM);
  const answers = [
    ["/desk", 403],
    ["/report?crossing=chaman-spin-boldak", 403],
    ["/report?crossing=atlantis", 404],
    ["/report/01990000-0001-7fff-bfff-ffffffffffff", 404],
  ] as const;
  for (const [path, status] of answers) {
    expect((await page.goto(path))?.status(), path).toBe(status);
  }
  await page.goto("/desk");
  await expect(page.getByRole("heading", { name: "Your account may not see this" })).toBeVisible();
  await context.close();
});

test("the form is filled in and sent by keyboard alone", async ({ browser, gatewatch }) => {
  const { context, page } = await openShared(browser, gatewatch, "reporter");
  await page.goto(FORM);
  await page.getByRole("group", { name: "All lanes" }).getByRole("radio").first().focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(stateKey(page, "All lanes", "Restricted")).toBeChecked();
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  const first = page.getByRole("group", { name: "On foot, Pakistan to Afghanistan" });
  await expect(first.getByRole("radio", { name: "Open" })).toBeChecked();
  await send(page).focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Report received" })).toBeVisible();
  await context.close();
});

test("form, receipt and desk fit a narrow phone", async ({ browser, gatewatch }) => {
  const reporter = await openShared(browser, gatewatch, "reporter");
  const verifier = await openShared(browser, gatewatch, "verifier");
  for (const [page, path] of [
    [reporter.page, FORM],
    [reporter.page, `/ur${FORM}`],
    [reporter.page, "/report"],
    [verifier.page, "/desk"],
    [verifier.page, "/ps/desk"],
  ] as const) {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(path);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, path).toBeLessThanOrEqual(360);
  }
  await reporter.context.close();
  await verifier.context.close();
});
