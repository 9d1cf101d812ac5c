import AxeBuilder from "@axe-core/playwright";
import { expect, type Gatewatch, test } from "../support/gatewatch.ts";
import { onceTaken, openReceiver } from "../support/webhook-receiver.ts";
import { addPerson, openAs } from "./people.ts";

/** A firm with an owner, whose own network is this machine. */
async function addFirm(gatewatch: Gatewatch): Promise<string> {
  const owner = await addPerson(gatewatch, "firm");
  const firm = ["--name", "Khyber Haulage", "--zone", "Asia/Karachi", "--owner", owner];
  const added = await gatewatch.admin(["firm", "add", ...firm, "--json"]);
  const { firmId } = JSON.parse(added.answer);
  const networks = ["--firm", firmId, "--network", "127.0.0.0/8"];
  await gatewatch.admin(["firm", "networks", ...networks]);
  return owner;
}

test("a firm adds a webhook, tests it, reads its log, sends again and takes a new secret", async ({
  browser,
  gatewatch,
}) => {
  const receiver = await openReceiver();
  const { context, page } = await openAs(browser, await addFirm(gatewatch));
  await page.goto("/firm/webhooks");
  const add = page.getByRole("region", { name: "Add a webhook" });
  await add.getByLabel("Address").fill("https://user:secret@hooks.example.org/");
  await add.getByRole("button", { name: "Add" }).click();
  await expect(add.getByText("This address cannot be used.")).toBeVisible();
  await expect(add.getByLabel("Address")).toBeFocused();
  await add.getByLabel("Address").fill(receiver.url);
  await add.getByLabel("Silence").check();
  await add.getByRole("button", { name: "Add" }).click();
  const told = add.getByRole("status");
  await expect(told).toContainText("The secret, shown this once");
  const secret = (await told.locator("code").textContent()) ?? "";
  receiver.secrets = [secret];

  const taken = onceTaken(receiver);
  await page.getByRole("button", { name: "Send a test" }).click();
  const { id, type } = await taken;
  expect(type).toBe("webhook.test");
  await page.reload();
  await expect(page.getByText(secret)).toHaveCount(0);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByRole("link", { name: /^Log/ }).click();
  await expect(page.getByRole("heading", { name: "Log of a webhook" })).toBeVisible();
  await expect(page.getByRole("code").filter({ hasText: id })).toBeVisible();
  const sendAgain = page.getByRole("button", { name: "Send again" });
  // The receiver hears of it a moment before it is written down.
  await expect(async () => {
    await page.reload();
    await expect(sendAgain).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const again = onceTaken(receiver);
  await sendAgain.click();
  expect((await again).id).toBe(id);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  await page.getByRole("link", { name: "All webhooks" }).click();
  await page.locator("summary", { hasText: "Change" }).click();
  await page.getByRole("button", { name: "Make a new secret" }).click();
  await expect(page.getByText("The old secret stays valid for a day.")).toBeVisible();
  const signedByBoth = onceTaken(receiver);
  await page.getByRole("button", { name: "Send a test" }).click();
  await signedByBoth;
  await page.getByRole("button", { name: "End for good" }).click();
  await expect(page.getByText("No webhook yet")).toBeVisible();
  expect(receiver.refused).toEqual([]);
  await context.close();
  await receiver.close();
});
