import AxeBuilder from "@axe-core/playwright";
import { createDatabase } from "#server/db/client.ts";
import { signIn as tryPassword } from "#server/services/accounts/sign-in.ts";
import { FREE_ATTEMPTS } from "#server/services/accounts/sign-in-backoff.ts";
import { expect, test } from "../support/gatewatch.ts";
import { addPerson, openAs, PASSWORD, signIn } from "./people.ts";

test("the first admin is made by the printed link, once, and without script", async ({
  browser,
  newGatewatch: gatewatch,
}) => {
  const printed = () => /http:\S+\/welcome\?token=\S+/.exec(gatewatch.output())?.[0] ?? "";
  // It is written once everything answers.
  await expect.poll(printed).not.toBe("");
  const link = printed();
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel("E-mail").fill("first@example.org");
  await page.getByLabel("Name").fill("First");
  await page.getByLabel("New password").fill("password1234");
  await page.getByRole("button", { name: "Make the first admin" }).click();
  await expect(page.getByText("among the first that anybody would try")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue("First");
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Make the first admin" }).click();
  await expect(page.getByRole("heading", { name: "Desk" })).toBeVisible();
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "This link works no more" })).toBeVisible();
  await context.close();
});

test("somebody invited chooses a password by a link", async ({ page, gatewatch }) => {
  const who = ["--email", "invited@example.org", "--name", "Invited", "--role", "verifier"];
  const { answer } = await gatewatch.admin(["user", "add", ...who, "--json"]);
  await page.goto(JSON.parse(answer).link);
  await expect(page.getByLabel("E-mail")).toHaveValue("invited@example.org");
  await page.getByLabel("New password").fill("too short");
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByText("Too short: use at least 12 characters.")).toBeVisible();
  await expect(page.getByLabel("New password")).toBeFocused();
  await page.getByLabel("New password").fill(PASSWORD);
  await page.getByRole("button", { name: "Set the password" }).click();
  await expect(page.getByRole("heading", { name: "Signed in as Invited" })).toBeVisible();
});

test("a wrong password is told, what was typed stays, and the right one leads on", async ({
  page,
  gatewatch,
}) => {
  const email = await addPerson(gatewatch, "verifier");
  await page.goto("/desk");
  await expect(page).toHaveURL(/\/sign-in\?to=%2Fdesk$/);
  await signIn(page, email, "not the password");
  await expect(page.getByText("E-mail and password do not fit together.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
  await expect(page.getByLabel("E-mail")).toBeFocused();
  await signIn(page, email);
  await expect(page.getByRole("heading", { name: "Desk" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Desk" })).toBeVisible();
});

test("too many tries are told with the time to wait", async ({ page, gatewatch }) => {
  const email = await addPerson(gatewatch, "reporter");
  const { db, close } = createDatabase(gatewatch.databaseUrl, { max: 1 });
  for (let i = 0; i < FREE_ATTEMPTS.account + 2; i++) {
    const now = new Date(Date.now() + i * 5_000).toISOString();
    const guess = { email, password: "a guess", address: null, userAgent: null, deviceToken: null };
    await tryPassword({ actor: null, database: db, now, authSecret: "" }, guess).catch(
      () => undefined,
    );
  }
  await close();
  await page.goto("/sign-in");
  await signIn(page, email);
  await expect(page.getByText("Too many tries")).toBeVisible();
  await expect(page.getByText(/Try again in \d+ seconds\./)).toBeVisible();
});

test("too many tries from one address are told with the time to wait too", async ({
  page,
  gatewatch,
}) => {
  const email = await addPerson(gatewatch, "reporter");
  await page.goto("/sign-in");
  const posts = Array.from({ length: 10 }, () => page.request.post("/sign-in", { data: {} }));
  await Promise.all(posts);
  await signIn(page, email);
  await expect(page.getByText("Too many tries")).toBeVisible();
  await expect(page.getByText(/Try again in \d+ seconds?\./)).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(email);
});

test("signing out ends the session, also for a copy of its cookie", async ({
  browser,
  gatewatch,
}) => {
  const email = await addPerson(gatewatch, "verifier");
  const { context, page } = await openAs(browser, email);
  const cookies = await context.cookies();
  const session = cookies.find(({ name }) => name === "authjs.session-token");
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", secure: false });
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await context.addCookies(cookies);
  await page.goto("/desk");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await context.close();
});

test("disabling an account ends its session at the next page and the next call", async ({
  browser,
  gatewatch,
}) => {
  const email = await addPerson(gatewatch, "verifier");
  const { context, page } = await openAs(browser, email);
  const input = encodeURIComponent("{}");
  const queue = () => page.request.get(`/api/trpc/desk.queue?input=${input}`);
  expect((await queue()).status()).toBe(200);
  await gatewatch.admin(["user", "disable", "--email", email]);
  expect((await queue()).status()).toBe(401);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await context.close();
});

test("nobody is led to another site after signing in", async ({ page }) => {
  for (const to of ["https://evil.example/", "//evil.example", "/\\evil.example"]) {
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
    await expect(page.locator("input[name=to]")).toHaveCount(0);
  }
  await page.goto("/sign-in?to=/report");
  await expect(page.locator("input[name=to]")).toHaveValue("/report");
});

test("the sign-in page has nothing that axe objects to", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
});
