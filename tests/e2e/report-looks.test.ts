import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/gatewatch.ts";
import { clearDesk, fillOutbox, own } from "./field-app.ts";
import { openPhone } from "./phone.ts";

test.afterAll(({ gatewatch }) => clearDesk(gatewatch));

test("keys, counters and lists are whole on a narrow phone, also from right to left", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await page.goto("/ur/report#update/torkham");
  const keys = page
    .getByRole("group")
    .filter({ has: page.getByRole("radio") })
    .first();
  const edge = (element: Element) => getComputedStyle(element).borderInlineStartWidth;
  expect(await keys.locator("label").first().evaluate(edge)).not.toBe("0px");
  const step = page.getByText("+10", { exact: true }).first();
  expect(await step.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
  await page.goto("/report#update/torkham");
  // "The crossing as a whole" needs more than half of 360 px.
  expect((await page.getByLabel("Where").first().boundingBox())?.width).toBeGreaterThan(300);

  await page.goto("/report");
  await context.setOffline(true);
  await fillOutbox(page, 25);
  await page.goto("/report");
  const links = own(page).getByRole("listitem").getByRole("link", { name: "Torkham" });
  await expect(links).toHaveCount(20);
  await expect(page.getByText("And 5 more, older; none is lost.")).toBeVisible();
  await links.last().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Try again now" })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  await context.close();
});
