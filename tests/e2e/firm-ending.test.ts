/** How a firm gets a network of its own, how somebody leaves it, and how it is closed. */
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/gatewatch.ts";
import { addFirm, addPerson, openAs } from "./people.ts";

/** Several people sign in, and the admin command starts for each. */
const SLOW_MS = 180_000;

test("an admin gives a firm its own network; a member leaves; the owner closes the firm by its name", async ({
  browser,
  gatewatch,
}) => {
  test.setTimeout(SLOW_MS);
  const name = "Closing Carriers";
  const { owner, firmId } = await addFirm(gatewatch, name);
  const viewer = await addPerson(gatewatch, "firm");
  const member = ["firm", "member", "--firm", firmId, "--email", viewer, "--role", "viewer"];
  expect((await gatewatch.admin(member)).exitCode).toBe(0);

  const admin = await openAs(browser, await addPerson(gatewatch, "admin"));
  await admin.page.goto("/firms");
  const firm = admin.page.getByRole("region", { name });
  await firm.getByText("Its own network").click();
  await firm.getByLabel("Private ranges that its webhooks may reach").fill("0.0.0.0/0");
  await firm.getByRole("button", { name: "Save the ranges" }).click();
  await expect(firm.getByText(/^Ranges such as/)).toBeVisible();
  await firm.getByLabel("Private ranges that its webhooks may reach").fill("10.20.0.0/16");
  await firm.getByRole("button", { name: "Save the ranges" }).click();
  await expect(firm.getByText("Done.")).toBeVisible();
  expect((await new AxeBuilder({ page: admin.page }).analyze()).violations).toEqual([]);

  const leaver = await openAs(browser, viewer);
  await leaver.page.goto("/firm/webhooks");
  await expect(leaver.page.getByText("10.20.0.0/16")).toBeVisible();
  await leaver.page.goto("/firm/members");
  await expect(leaver.page.getByText("Close the firm")).toHaveCount(0);
  await leaver.page.getByText("Leave the firm", { exact: true }).click();
  await leaver.page.getByRole("button", { name: "Leave the firm now" }).click();
  await expect(leaver.page.getByText("Your account is in no firm yet")).toBeVisible();

  const { page, context } = await openAs(browser, owner);
  await page.goto("/firm/members");
  await page.getByText("Leave the firm", { exact: true }).click();
  await page.getByRole("button", { name: "Leave the firm now" }).click();
  await expect(page.getByText(/a firm keeps at least one owner/)).toBeVisible();
  await page.getByText("Close the firm", { exact: true }).click();
  await expect(page.getByText("the API keys of its members")).toBeVisible();
  await page.getByLabel("Type the firm's name to close it").fill("Closing");
  await page.getByRole("button", { name: "Close the firm for good" }).click();
  await expect(page.getByText(/^This is not the firm's name\./)).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByLabel("Type the firm's name to close it").fill(name);
  await page.getByRole("button", { name: "Close the firm for good" }).click();
  await expect(page.getByText("Your account is in no firm yet")).toBeVisible();
  await admin.page.reload();
  await expect(admin.page.getByRole("region", { name })).toHaveCount(0);
  for (const one of [context, leaver.context, admin.context]) await one.close();
});
