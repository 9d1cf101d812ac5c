import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/gatewatch.ts";
import { openShared } from "./people.ts";

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
}

/** Midnight by Karachi's clocks, some days from now, as `datetime-local` writes it. */
function karachiMidnight(days: number): string {
  const at = new Date(Date.now() + days * 86_400_000);
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Karachi" }).format(at);
  return `${day}T00:00`;
}

test("the desk announces a holiday, everybody reads it, and it is withdrawn", async ({
  browser,
  gatewatch,
}) => {
  test.setTimeout(120_000);
  const { context, page } = await openShared(browser, gatewatch, "verifier");
  await page.goto("/desk");
  await page.getByRole("link", { name: "Announcements" }).click();
  await page.getByLabel("Crossing").selectOption({ label: "Torkham" });
  await page.getByRole("button", { name: "Choose" }).click();
  await page.getByRole("radio", { name: "Holiday" }).check();
  await page.getByLabel("What is announced").fill("Eid of the e2e test");
  await page.getByLabel("From", { exact: true }).fill(karachiMidnight(3));
  await page.getByLabel("To", { exact: true }).fill(karachiMidnight(2));
  await page.getByRole("button", { name: "Enter" }).click();
  await expect(page.getByText("lies before the beginning")).toBeVisible();
  await expect(page.getByLabel("What is announced")).toHaveValue("Eid of the e2e test");
  await expectAccessible(page);
  await page.getByLabel("To", { exact: true }).fill(karachiMidnight(4));
  await page.getByRole("button", { name: "Enter" }).click();
  await expect(page.getByText("Entered.", { exact: true })).toBeVisible();

  const reader = await browser.newContext();
  const open = await reader.newPage();
  await open.goto("/crossings/torkham");
  const announced = open.getByRole("region", { name: "Announced", exact: true });
  await expect(announced).toContainText("Eid of the e2e test");
  await expect(announced).toContainText("announced by Pakistan");
  await expect(announced).toContainText("00:00");
  await expectAccessible(open);

  await page.getByRole("button", { name: "Withdraw: Eid of the e2e test, Torkham" }).click();
  await expect(page.getByText("what was to come of it no longer stands")).toBeVisible();
  await expect
    .poll(async () => {
      await open.reload();
      return announced.count();
    })
    .toBe(0);
  await reader.close();
  await context.close();
});

test("opening hours that are no rule are refused beside their field", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openShared(browser, gatewatch, "verifier");
  await page.goto("/desk/announcements?crossing=kharlachi");
  await page.getByRole("radio", { name: "Opening hours" }).check();
  await page.getByLabel("What is announced").fill("Winter hours");
  await page.getByLabel("State").selectOption({ label: "Open" });
  await page.getByLabel("From", { exact: true }).fill(karachiMidnight(1).replace("00:00", "08:00"));
  await page.getByLabel("To", { exact: true }).fill(karachiMidnight(1).replace("00:00", "17:00"));
  await page.getByLabel("Repeats").fill("FREQ=SOMETIMES");
  await page.getByRole("button", { name: "Enter" }).click();
  await expect(page.getByText("begin with FREQ=DAILY")).toBeVisible();
  await expect(page.getByLabel("Repeats")).toBeFocused();
  await page.getByLabel("Repeats").fill("FREQ=DAILY");
  await page.getByRole("button", { name: "Enter" }).click();
  await expect(page.getByText("Entered.", { exact: true })).toBeVisible();
  await page.goto("/ur/crossings/kharlachi");
  await expect(page.getByText("Winter hours")).toBeVisible();
  await context.close();
});

test("what is wrong with an announcement is said in the desk's language", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openShared(browser, gatewatch, "verifier");
  await page.goto("/ur/desk/announcements?crossing=torkham");
  const form = page.locator("form").filter({ has: page.locator("[name=rrule]") });
  await form.locator("[name=title]").fill("عید");
  await form.locator("[name=startsAt]").fill(karachiMidnight(3));
  await form.locator("[name=endsAt]").fill(karachiMidnight(2));
  await form.getByRole("button").last().click();
  await expect(form.getByText("آغاز کے بعد ہو")).toBeVisible();
  await expect(form.getByText("lies before")).toHaveCount(0);
  await context.close();
});

test("a level set at the desk is on the public page with its reason, until it is taken back", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openShared(browser, gatewatch, "verifier");
  const reader = await browser.newContext();
  const open = await reader.newPage();
  await open.goto("/crossings/ghulam-khan");
  await page.goto("/desk/overrides");
  await page.getByLabel("Crossing").selectOption({ label: "Ghulam Khan" });
  await page.getByLabel("Level", { exact: true }).selectOption({ label: "Critical" });
  await page.getByLabel("Reason", { exact: true }).fill("Shelling heard by two sources");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Set the level" }).click();
  await expect(page.getByText("Set.", { exact: true })).toBeVisible();
  // Live: without a reload.
  await expect(open.getByText("Shelling heard by two sources").first()).toBeVisible();
  await page.getByRole("button", { name: "Take back the level of Ghulam Khan" }).click();
  await expect(
    page.getByText("Taken back; the rules decide again, or an older level that still stands."),
  ).toBeVisible();
  await expect(open.getByText("Shelling heard by two sources")).toHaveCount(0);
  await open.reload();
  await expect(open.getByText("Alert level Advisory, before Critical")).toBeVisible();
  await reader.close();
  await context.close();
});

test("whoever may not see a page is told so in words, without a script too", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openShared(browser, gatewatch, "reporter");
  const { cookies, origins } = await context.storageState();
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: { cookies, origins },
  });
  const reader = await plain.newPage();
  const paths = ["/desk", "/desk/announcements", "/desk/overrides", "/desk/trust", "/accounts"];
  for (const path of paths) {
    const answer = await reader.goto(path);
    expect(answer?.status(), path).toBe(403);
    await expect(reader.getByRole("heading", { level: 1 })).toHaveText(
      "Your account may not see this",
    );
  }
  const missing = await reader.goto(`/report/${randomUUID()}`);
  expect(missing?.status()).toBe(404);
  await expect(reader.getByRole("heading", { level: 1 })).toBeVisible();
  // With a script it stays so: nothing is drawn anew over it.
  await page.goto("/desk/overrides");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your account may not see this");
  await plain.close();
  await context.close();
});
