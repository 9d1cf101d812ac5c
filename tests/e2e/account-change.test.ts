import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import postgres from "postgres";
import { expect, test } from "../support/gatewatch.ts";
import { addPerson, openAs, signIn } from "./people.ts";

const itemOf = (page: Page, email: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: email }) });

/** From the list of accounts to the form of this one. */
async function openChange(page: Page, email: string): Promise<void> {
  await page.goto(`/accounts?q=${email}`);
  await itemOf(page, email).getByText("Manage").click();
  await page.getByRole("link", { name: "Change role and crossings" }).click();
  await expect(page.getByRole("form", { name: `Role and crossings of ${email}` })).toBeVisible();
}

test("an admin changes from where somebody reports, and what they may do", async ({
  browser,
  gatewatch,
}) => {
  const admin = await openAs(browser, await addPerson(gatewatch, "admin"));
  const email = await addPerson(gatewatch, "reporter", ["--crossing", "torkham"]);
  const reporter = await openAs(browser, email);
  const { page } = admin;
  await openChange(page, email);
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await page.getByRole("checkbox", { name: "Torkham" }).uncheck();
  await page.getByRole("checkbox", { name: "Kharlachi" }).check();
  await page.getByRole("button", { name: "Save the change" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Crossings: Kharlachi." })).toBeVisible();
  await expect(itemOf(page, email).getByText(/· Crossings: Kharlachi$/)).toBeVisible();
  // The session goes on, with the new right.
  await reporter.page.goto("/report");
  await expect(reporter.page.getByRole("heading", { name: "Kharlachi" })).toBeVisible();

  await page.getByLabel("Role").last().selectOption("verifier");
  await page.getByRole("button", { name: "Save the change" }).click();
  await expect(page.getByRole("status").filter({ hasText: "is now: verifier" })).toBeVisible();
  await reporter.page.goto("/desk");
  await expect(reporter.page.getByRole("heading", { name: "Desk", level: 1 })).toBeVisible();
  await reporter.context.close();
  await admin.context.close();
});

test("the last admin keeps the role, in words, also without script", async ({
  browser,
  gatewatch,
}) => {
  const email = await addPerson(gatewatch, "admin");
  const sql = postgres(gatewatch.databaseUrl, { max: 1 });
  const others = await sql`update accounts set disabled_at = now()
    where role = 'admin' and disabled_at is null and email <> ${email} returning id`;
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  try {
    await page.goto("/sign-in");
    await signIn(page, email);
    await openChange(page, email);
    await page.getByLabel("Role").last().selectOption("reporter");
    await page.getByRole("checkbox", { name: "Torkham" }).check();
    await page.getByRole("button", { name: "Save the change" }).click();
    await expect(page.getByRole("alert")).toHaveText(
      "Not changed: this is the last admin. Make another one first.",
    );
    // What was chosen still stands in the form.
    await expect(page.getByLabel("Role").last()).toHaveValue("reporter");
    await page.getByLabel("Role").last().selectOption("admin");
    await page.getByRole("button", { name: "Save the change" }).click();
    await expect(page.getByRole("status").filter({ hasText: "is now: admin" })).toBeVisible();
    await expect(itemOf(page, email).getByText(/· Crossings: Torkham$/)).toBeVisible();
  } finally {
    await sql`update accounts set disabled_at = null where id in ${sql(others.map(({ id }) => id))}`;
    await sql.end();
    await context.close();
  }
});
