import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { expect, test } from "../support/gatewatch.ts";
import { addPerson, openAs, PASSWORD, signIn } from "./people.ts";

const STEP_SECONDS = 30;

/** What the authenticator app shows `steps` after now; a code works once, so tests that need two take the next. */
function codeOf(secret: string, steps = 0): string {
  const timestamp = Date.now() + steps * STEP_SECONDS * 1_000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}

const ONE_SESSION = /^End the session /;
const stepForm = (page: Page) => page.getByRole("region", { name: "Second step" });

/** Turns the second step on; the key and the recovery codes. */
async function enrol(page: Page): Promise<{ secret: string; codes: readonly string[] }> {
  await page.goto("/account");
  const form = stepForm(page);
  await form.getByLabel("Your password").fill("not my password");
  await form.getByRole("button", { name: "Set up" }).click();
  await expect(form.getByText("This is not the password of this account.")).toBeVisible();
  await form.getByLabel("Your password").fill(PASSWORD);
  await form.getByRole("button", { name: "Set up" }).click();
  await expect(form.getByRole("img", { name: "QR code of the key" })).toBeVisible();
  const secret = ((await form.locator("code").textContent()) ?? "").replaceAll(" ", "");
  await expect(form.getByRole("link", { name: "Open in an app on this phone" })).toHaveAttribute(
    "href",
    new RegExp(`^otpauth://totp/.*secret=${secret}`),
  );
  await form.getByLabel("First code").fill("12345");
  await form.getByRole("button", { name: "Turn on" }).click();
  await expect(form.getByText("This code is wrong, or has been used.")).toBeVisible();
  await form.getByLabel("First code").fill(codeOf(secret, -1));
  await form.getByRole("button", { name: "Turn on" }).click();
  await expect(form.getByText("Keep these recovery codes")).toBeVisible();
  return { secret, codes: await form.getByRole("listitem").allTextContents() };
}

test("signing in takes a code once the second step is on, and a recovery code once", async ({
  browser,
  gatewatch,
}) => {
  const email = await addPerson(gatewatch, "verifier");
  const { context, page } = await openAs(browser, email);
  await page.getByRole("link", { name: "Account", exact: true }).click();
  await expect(page.getByRole("heading", { name: "My account" })).toBeVisible();
  const { secret, codes } = await enrol(page);
  expect(codes).toHaveLength(10);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();

  await signIn(page, email, "not the password");
  await expect(page.getByText("E-mail and password do not fit together.")).toBeVisible();
  await signIn(page, email);
  await expect(page.getByLabel("Code")).toBeFocused();
  await page.getByLabel("Code").fill("000000");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByText("This code is wrong, or has been used.")).toBeVisible();
  await page.getByLabel("Code").fill(codeOf(secret));
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Desk" })).toBeVisible();

  await page.getByRole("button", { name: "Sign out" }).click();
  await signIn(page, email);
  await page.getByLabel("Code").fill(codes[0] ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { name: "Desk" })).toBeVisible();
  await page.goto("/account");
  await expect(page.getByText("9 recovery codes are left.")).toBeVisible();
  const form = stepForm(page);
  await form.getByLabel("Your password").fill(PASSWORD);
  await form.getByLabel("Code").fill(codes[1] ?? "");
  await form.getByRole("button", { name: "Turn off" }).click();
  await expect(page.getByText("The second step is off.")).toBeVisible();
  await context.close();
});

test("the second step works without script", async ({ browser, gatewatch }) => {
  const email = await addPerson(gatewatch, "reporter");
  const { context, page } = await openAs(browser, email);
  const { secret } = await enrol(page);
  await context.close();
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const other = await plain.newPage();
  await other.goto("/sign-in?to=/account");
  await signIn(other, email);
  await other.getByLabel("Code").fill(codeOf(secret));
  await other.getByRole("button", { name: "Sign in" }).click();
  await expect(other.getByRole("heading", { name: "My account" })).toBeVisible();
  await plain.close();
});

test("a session ended elsewhere stops at its next page, call and action", async ({
  browser,
  gatewatch,
}) => {
  const email = await addPerson(gatewatch, "verifier");
  const phone = await openAs(browser, email);
  const laptop = await openAs(browser, email);
  await laptop.page.goto("/account");
  await phone.page.goto("/account");
  await expect(laptop.page.getByRole("button", { name: ONE_SESSION })).toHaveCount(2);
  await expect(laptop.page.getByText("(this browser)")).toHaveCount(1);
  await laptop.page.getByRole("button", { name: "End all others" }).click();
  await expect(laptop.page.getByText("All other sessions have ended.")).toBeVisible();
  await expect(laptop.page.getByRole("button", { name: ONE_SESSION })).toHaveCount(1);

  const input = encodeURIComponent("{}");
  const call = await phone.page.request.get(`/api/trpc/accounts.sessions?input=${input}`);
  expect(call.status()).toBe(401);
  // The page that is still open there can do nothing any more.
  await phone.page.getByRole("button", { name: ONE_SESSION }).first().click();
  await expect(phone.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await phone.page.goto("/desk");
  await expect(phone.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await laptop.page.getByRole("button", { name: ONE_SESSION }).click();
  await expect(laptop.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await phone.context.close();
  await laptop.context.close();
});

test("an admin ends sessions, makes a link, disables and enables", async ({
  browser,
  gatewatch,
}) => {
  const email = await addPerson(gatewatch, "verifier");
  const other = await openAs(browser, email);
  const { context, page } = await openAs(browser, await addPerson(gatewatch, "admin"));
  await page.getByRole("link", { name: "Accounts" }).click();
  await page.getByLabel("Name, e-mail or pseudonym").fill(email);
  await page.getByRole("button", { name: "Find" }).click();
  await expect(page.getByRole("heading", { level: 2 })).toHaveCount(1);
  await page.getByText("Manage").click();
  await page.getByRole("button", { name: "End all sessions" }).click();
  await expect(page.getByText(`${email} is signed out everywhere.`)).toBeVisible();
  await expect(page.getByText("Signed in nowhere.")).toBeVisible();
  await other.page.goto("/desk");
  await expect(other.page.getByRole("heading", { name: "Sign in" })).toBeVisible();

  await page.getByRole("button", { name: "Make a link for a new password" }).click();
  const link = await page.getByRole("status").locator("code").textContent();
  await page.getByRole("button", { name: "Disable" }).click();
  await expect(page.getByText(`${email} is disabled`)).toBeVisible();
  await other.page.goto(link ?? "");
  await expect(other.page.getByRole("heading", { name: "This link works no more" })).toBeVisible();
  await page.getByRole("button", { name: "Enable" }).click();
  await expect(page.getByText(`${email} can sign in again.`)).toBeVisible();
  await page.getByRole("button", { name: "Make a link for a new password" }).click();
  const second = await page.getByRole("status").locator("code").textContent();
  await other.page.goto(second ?? "");
  await other.page.getByLabel("New password").fill("another password of mine");
  await other.page.getByRole("button", { name: "Set the password" }).click();
  await expect(other.page.getByRole("heading", { name: /^Signed in as/ })).toBeVisible();
  await other.page.goto("/accounts");
  await expect(other.page.getByText("Your account may not see this")).toBeVisible();
  await context.close();
  await other.context.close();
});

test("an admin adds a reporter, who chooses a password through the link handed over", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openAs(browser, await addPerson(gatewatch, "admin"));
  const email = `gul-${randomUUID().slice(0, 8)}@example.org`;
  await page.goto("/accounts");
  await page.getByText("Add an account").focus();
  await page.keyboard.press("Enter");
  const submit = page.getByRole("button", { name: "Add the account" });
  await page.getByLabel("E-mail", { exact: true }).fill(email);
  await page.getByLabel("Name", { exact: true }).fill("Gulalai Sefr");
  await submit.click();
  await expect(page.getByText("Choose at least one")).toBeVisible();
  await expect(page.getByRole("group", { name: "Crossings" })).toBeFocused();
  const wrong = await new AxeBuilder({ page }).analyze();
  expect(wrong.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  await page.getByRole("checkbox", { name: "Torkham" }).focus();
  await page.keyboard.press("Space");
  await submit.click();
  const made = page.getByRole("status").filter({ hasText: `${email} has an account` });
  const link = (await made.locator("code").textContent()) ?? "";
  const listed = page.getByRole("listitem").filter({ hasText: email });
  await expect(listed.getByText("Crossings: Torkham")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("");

  // The same e-mail again is refused beside its field, and nothing typed is lost.
  await page.getByLabel("E-mail", { exact: true }).fill(email);
  await page.getByLabel("Name", { exact: true }).fill("Gulalai Sefr again");
  await page.getByLabel("Role").selectOption("verifier");
  await submit.click();
  await expect(page.getByText("There is an account for this e-mail already")).toBeVisible();
  await expect(page.getByLabel("E-mail", { exact: true })).toBeFocused();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Gulalai Sefr again");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);

  const phone = await browser.newContext();
  const theirs = await phone.newPage();
  await theirs.goto(link);
  await theirs.getByLabel("New password").fill("a password of my own");
  await theirs.getByRole("button", { name: "Set the password" }).click();
  await expect(theirs.getByRole("heading", { name: "Signed in as Gulalai Sefr" })).toBeVisible();
  await theirs.goto("/report");
  await expect(theirs.getByText("Torkham").first()).toBeVisible();
  await phone.close();
  await context.close();
});

test("the account's pages can be read by everybody, in every language", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openAs(browser, await addPerson(gatewatch, "admin"));
  await page.setViewportSize({ width: 360, height: 800 });
  for (const path of ["/account", "/accounts", "/ur/account", "/fa-AF/accounts"]) {
    await page.goto(path);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    const isWide = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(isWide, `${path} scrolls sideways`).toBe(false);
  }
  await context.close();
});
