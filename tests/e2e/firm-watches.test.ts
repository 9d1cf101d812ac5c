import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/gatewatch.ts";
import { openReceiver } from "../support/webhook-receiver.ts";
import { addFirm, openAs } from "./people.ts";

test("a watch whose webhook is ended says so, and where no mail leaves none is offered", async ({
  browser,
  gatewatch,
}) => {
  const receiver = await openReceiver();
  const { owner, firmId } = await addFirm(gatewatch, "Khyber Watches");
  await gatewatch.admin(["firm", "networks", "--firm", firmId, "--network", "127.0.0.0/8"]);
  const { context, page } = await openAs(browser, owner);
  await page.goto("/firm/webhooks");
  const add = page.getByRole("region", { name: "Add a webhook" });
  await add.getByLabel("Address").fill(receiver.url);
  await add.getByRole("button", { name: "Add" }).click();
  await expect(add.getByRole("status")).toContainText("shown this once");

  await page.goto("/firm/watches?subject=crossing:torkham&kind=level&level=3");
  await expect(page.getByText("This Gatewatch has no mail server")).toBeVisible();
  const tried = page.getByRole("region", { name: "What it would have sent" });
  const channel = tried.getByLabel("By");
  await expect(channel.getByRole("option", { name: /@/ })).toHaveCount(0);
  await channel.selectOption({ label: `Webhook ${receiver.url}` });
  await tried.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("nothing told in 30 days")).toBeVisible();

  await page.goto("/firm/webhooks");
  await page.locator("summary", { hasText: "Change" }).click();
  await page.getByRole("button", { name: "End for good" }).click();
  await expect(page.getByText("No webhook yet")).toBeVisible();
  await page.goto("/firm/watches");
  await expect(page.getByText("Stopped: its webhook was ended.")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await context.close();
  await receiver.close();
});
