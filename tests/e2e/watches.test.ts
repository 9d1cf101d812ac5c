/** What is watched and told: a firm by mail and webhook, the public by mail, with a mail server that is not ours. */
import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, Page } from "@playwright/test";
import postgres from "postgres";
import { expect, type Gatewatch, test as shared } from "../support/gatewatch.ts";
import {
  type MailReceiver,
  openMailReceiver,
  type ReceivedMail,
} from "../support/mail-receiver.ts";
import { openReceiver } from "../support/webhook-receiver.ts";
import { addFirm, openAs, openShared } from "./people.ts";

/** A Gatewatch of its own that sends mail. */
const test = shared.extend<{ mailbox: MailReceiver }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads from the pattern which fixtures this one needs.
  mailbox: async ({}, use) => {
    const mailbox = await openMailReceiver();
    await use(mailbox);
    await mailbox.close();
  },
  newSettings: async ({ mailbox }, use) => {
    await use({ SMTP_URL: mailbox.url });
  },
  baseURL: async ({ newGatewatch }, use) => {
    await use(newGatewatch.url);
  },
});

/** Several people sign in, and the admin command starts for each. */
const SLOW_MS = 300_000;
/** From the press of "Publish" to a message; the worker looks for jobs every two seconds. */
const TOLD_WITHIN_MS = 30_000;

/** A reporter tells how Torkham's trucks are, and a verifier publishes it. */
async function publish(browser: Browser, gatewatch: Gatewatch, value: "open" | "closed") {
  const reporter = await openShared(browser, gatewatch, "reporter");
  const verifier = await openShared(browser, gatewatch, "verifier");
  const observedAt = new Date().toISOString();
  const claims = [{ kind: "state", lanes: ["PK-AF/truck", "AF-PK/truck"], value }];
  const data = { id: randomUUID(), crossing: "torkham", observedAt, claims };
  const reply = await reporter.context.request.post("/api/trpc/reports.submit", { data });
  expect(reply.status(), await reply.text()).toBe(200);
  await verifier.page.goto("/desk");
  await verifier.page.getByRole("button", { name: "Publish" }).click();
  await expect(verifier.page.getByText("Published.")).toBeVisible();
  await reporter.context.close();
  await verifier.context.close();
}

/** Tries a rule for Torkham that tells at once, and saves it. */
async function makeWatch(page: Page, name: string, by: string): Promise<void> {
  await page.goto("/firm/watches");
  // Only what the chosen kind of rule asks is there to be filled in.
  await page.getByLabel("Tell of").selectOption("figure");
  await expect(page.getByLabel("Figure above")).toBeVisible();
  await expect(page.getByLabel("Kind of traffic")).toBeHidden();
  await page.getByLabel("Tell of").selectOption("state");
  await expect(page.getByLabel("Figure above")).toBeHidden();
  await page.getByLabel("What to watch").selectOption({ label: "Torkham" });
  await page.getByLabel("Kind of traffic").selectOption({ label: "Trucks" });
  await page.getByLabel("Minutes in which what happens is one message").fill("0");
  await page.getByLabel("Minutes until the same is told again").fill("0");
  await page.getByRole("button", { name: "Show what it would have sent" }).click();
  const tried = page.getByRole("region", { name: "What it would have sent" });
  await expect(tried.getByText(/^Torkham: Closed: Trucks/).first()).toBeVisible();
  await tried.getByLabel("Name").fill(name);
  await tried.getByLabel("By", { exact: true }).selectOption({ label: by });
  await tried.getByRole("button", { name: "Save" }).click();
  await expect(tried.getByText("Saved. It tells what changes from now on.")).toBeVisible();
}

async function addWebhook(page: Page, url: string): Promise<string> {
  await page.goto("/firm/webhooks");
  const add = page.getByRole("region", { name: "Add a webhook" });
  await add.getByLabel("Address").fill(url);
  await add.getByRole("button", { name: "Add" }).click();
  await expect(add.getByRole("status")).toContainText("The secret, shown this once");
  return (await add.getByRole("status").locator("code").textContent()) ?? "";
}

const mailsAbout = ({ mails }: MailReceiver, subject: RegExp): readonly ReceivedMail[] =>
  mails.filter(({ headers }) => subject.test(headers.get("subject") ?? ""));

/** The address in a mail that leads to this page of ours. */
function linkIn(mail: ReceivedMail | undefined, path: string): string {
  const found = mail?.text.split("\n").find((line) => line.includes(path));
  if (found === undefined) throw new Error(`no link to ${path} in:\n${mail?.text}`);
  return found;
}

test("a firm is told of Torkham by mail and webhook, changes one watch and stops the other", async ({
  browser,
  newGatewatch: gatewatch,
  mailbox,
}) => {
  test.setTimeout(SLOW_MS);
  const receiver = await openReceiver();
  const { owner, firmId } = await addFirm(gatewatch);
  await gatewatch.admin(["firm", "networks", "--firm", firmId, "--network", "127.0.0.0/8"]);
  const { page, context } = await openAs(browser, owner);
  receiver.secrets = [await addWebhook(page, receiver.url)];
  await makeWatch(page, "Gate for the dispatcher", `E-mail to ${owner}`);
  await makeWatch(page, "Gate for the system", `Webhook ${receiver.url}`);

  await publish(browser, gatewatch, "open");
  await expect.poll(() => mailbox.mails.length, { timeout: TOLD_WITHIN_MS }).toBe(1);
  const [mail] = mailbox.mails;
  expect(mail?.to).toBe(owner);
  expect(mail?.headers.get("subject")).toMatch(/^Torkham: .*Trucks/);
  expect(mail?.text).toContain("Gate for the dispatcher");
  await expect.poll(() => receiver.received.length, { timeout: TOLD_WITHIN_MS }).toBe(1);
  const [notice] = receiver.received;

  await page.goto("/firm/webhooks");
  await page.getByRole("link", { name: /^Log/ }).click();
  await expect(page.getByRole("code").filter({ hasText: notice?.id ?? "" })).toBeVisible();
  // The receiver hears of it a moment before it is written down.
  await expect(async () => {
    await page.reload();
    await expect(page.getByText("Taken")).toBeVisible({ timeout: 1_000 });
  }).toPass();

  await page.goto("/firm/watches");
  await expect(page.getByText("1 message in 30 days")).toHaveCount(2);
  await page.getByRole("link", { name: "Change Gate for the system" }).click();
  await expect(page.getByLabel("What to watch")).toHaveValue("crossing:torkham");
  await expect(page.getByLabel("Kind of traffic")).toHaveValue("truck");
  const tried = page.getByRole("region", { name: "What it would have sent" });
  await expect(tried.getByLabel("By", { exact: true })).toHaveValue(/^webhook:/);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  // No train has ever crossed there: the rule could never fire, and nothing can be saved.
  await page.getByLabel("Kind of traffic").selectOption({ label: "Rail" });
  await page.getByRole("button", { name: "Show what it would have sent" }).click();
  await expect(tried.getByText("This cannot be saved:")).toBeVisible();
  await expect(tried.getByRole("button", { name: "Save" })).toHaveCount(0);
  await page.getByLabel("Kind of traffic").selectOption({ label: "Any" });
  await page.getByRole("button", { name: "Show what it would have sent" }).click();
  await expect(tried.getByLabel("Name")).toHaveValue("Gate for the system");
  await tried.getByLabel("Name").fill("All traffic for the system");
  await tried.getByRole("button", { name: "Save" }).click();
  await expect(tried.getByText("Saved. It tells what changes from now on.")).toBeVisible();
  await page.getByRole("link", { name: "All watches" }).click();
  await expect(page.getByRole("heading", { name: "All traffic for the system" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Gate for the system" })).toHaveCount(0);

  // Whoever reads the mail stops it, signed in or not; to follow the link is not enough.
  const reader = await browser.newContext();
  const stop = await reader.newPage();
  await stop.goto(linkIn(mail, "/watch/stop?"));
  await page.reload();
  await expect(page.getByRole("heading", { name: "Gate for the dispatcher" })).toBeVisible();
  await stop.getByRole("button", { name: "Stop them" }).click();
  await expect(stop.getByRole("heading", { name: "Stopped" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Gate for the dispatcher" })).toHaveCount(0);

  await publish(browser, gatewatch, "closed");
  await expect.poll(() => receiver.received.length, { timeout: TOLD_WITHIN_MS }).toBe(2);
  expect(receiver.received[1]?.id).not.toBe(notice?.id);
  expect(receiver.refused).toEqual([]);
  expect(mailbox.mails).toHaveLength(1);
  await reader.close();
  await context.close();
  await receiver.close();
});

/** The pause in which what happens at several gates becomes one message is taken out: a test does not wait for it. */
async function tellAtOnce(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1 });
  const changed = await sql`
    update watches set timing = timing || '{"gatherMinutes": 0, "dampMinutes": 0}' where firm_id is null returning id`;
  await sql.end();
  expect(changed).toHaveLength(1);
}

test("somebody without an account asks for mail about Torkham, confirms, is told, and stops it", async ({
  browser,
  newGatewatch: gatewatch,
  mailbox,
}) => {
  test.setTimeout(SLOW_MS);
  const email = "reader@example.org";
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto("/crossings/torkham");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Ask for mail" }).click();
  await expect(page.getByRole("heading", { name: "Look into your mail" })).toBeVisible();
  await expect.poll(() => mailbox.mails.length, { timeout: TOLD_WITHIN_MS }).toBe(1);
  const [asked] = mailbox.mails;
  expect(asked?.to).toBe(email);
  const confirm = linkIn(asked, "/watch/confirm?");
  // A program that reads mail follows links; that confirms nothing.
  expect((await context.request.get(confirm)).status()).toBe(200);
  await page.goto(confirm);
  await page.getByRole("button", { name: "Yes, write to me" }).click();
  await expect(page.getByRole("heading", { name: "You will be told" })).toBeVisible();

  await tellAtOnce(gatewatch.databaseUrl);
  await publish(browser, gatewatch, "open");
  const told = () => mailsAbout(mailbox, /^Torkham: /);
  await expect.poll(() => told().length, { timeout: TOLD_WITHIN_MS }).toBe(1);
  const [mail] = told();
  expect(mail?.to).toBe(email);
  expect(linkIn(mail, "/watch/stop?")).toContain(gatewatch.url);
  // As a mail program does when its own button is pressed (RFC 8058).
  expect(mail?.headers.get("list-unsubscribe-post")).toBe("List-Unsubscribe=One-Click");
  const oneClick = mail?.headers.get("list-unsubscribe")?.slice(1, -1) ?? "";
  const form = { "List-Unsubscribe": "One-Click" };
  expect((await context.request.post(oneClick, { form })).ok()).toBe(true);
  await page.goto(linkIn(mail, "/watch/stop?"));
  await expect(page.getByRole("heading", { name: "Stopped" })).toBeVisible();
  await context.close();
});

shared("nobody is offered mail where no mail server is set", async ({ page }) => {
  await page.goto("/crossings/torkham");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveCount(0);
});
