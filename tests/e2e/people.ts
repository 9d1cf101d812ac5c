import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expect, type Gatewatch } from "../support/gatewatch.ts";

export const PASSWORD = "mountain pass at dawn";

/** Makes an account by the admin command; its e-mail. */
export async function addPerson(
  gatewatch: Gatewatch,
  role: "admin" | "verifier" | "reporter" | "firm",
  more: readonly string[] = [],
): Promise<string> {
  const email = `${role}-${randomUUID().slice(0, 8)}@example.org`;
  const who = ["--email", email, "--name", `Zarghuna ${role}`, "--role", role];
  const args = ["user", "add", ...who, "--password-stdin", ...more];
  const { exitCode, output } = await gatewatch.admin(args, PASSWORD);
  if (exitCode !== 0) throw new Error(output);
  return email;
}

/** Makes a firm by the admin command, owned by an account of its own; that account's e-mail. */
export async function addFirm(
  gatewatch: Gatewatch,
  name = "Khyber Haulage",
): Promise<{ owner: string; firmId: string }> {
  const owner = await addPerson(gatewatch, "firm");
  const args = [
    "firm",
    "add",
    "--name",
    name,
    "--zone",
    "Asia/Karachi",
    "--owner",
    owner,
    "--json",
  ];
  const { exitCode, output, answer } = await gatewatch.admin(args);
  if (exitCode !== 0) throw new Error(output);
  return { owner, firmId: JSON.parse(answer).firmId };
}

export async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** A browser of its own in which somebody has signed in; it begins where that role begins its work. */
export async function openAs(
  browser: Browser,
  email: string,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto("/sign-in");
  await signIn(page, email);
  await page.waitForURL((url) => !url.pathname.endsWith("/sign-in"));
  return { context, page };
}

/** Crossings of the reporter that tests share. */
const SHARED_CROSSINGS = ["torkham", "kharlachi"];
const shared = new Map<string, ReturnType<BrowserContext["storageState"]>>();

async function signInOnce(browser: Browser, gatewatch: Gatewatch, role: "reporter" | "verifier") {
  const crossings = SHARED_CROSSINGS.flatMap((crossing) => ["--crossing", crossing]);
  const email = await addPerson(gatewatch, role, role === "reporter" ? crossings : []);
  const { context } = await openAs(browser, email);
  const state = await context.storageState();
  await context.close();
  return state;
}

/**
 * A browser of its own in which somebody is signed in whom other tests use too: the front door takes only so many
 * sign-ins a minute from one address.
 */
export async function openShared(
  browser: Browser,
  gatewatch: Gatewatch,
  role: "reporter" | "verifier",
): Promise<{ context: BrowserContext; page: Page }> {
  const key = `${gatewatch.url} ${role}`;
  const state = shared.get(key) ?? signInOnce(browser, gatewatch, role);
  shared.set(key, state);
  const context = await browser.newContext({ storageState: await state });
  return { context, page: await context.newPage() };
}

/** One of the keys open, restricted, closed of a lane (or of all lanes). */
export function stateKey(page: Page, lane: string, state: "Open" | "Restricted" | "Closed") {
  return page.getByRole("group", { name: lane, exact: true }).getByRole("radio", { name: state });
}

/** Presses a key as somebody does who sees that nothing happened: again, until the text shows. */
export async function pressUntil(page: Page, key: string, text: string): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await expect(page.getByText(text)).toBeVisible({ timeout: 500 });
  }).toPass();
}
