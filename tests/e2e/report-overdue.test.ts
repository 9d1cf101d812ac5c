import { expect, test } from "../support/gatewatch.ts";
import { clearDesk, sayClosed } from "./field-app.ts";
import { openPhone } from "./phone.ts";

test.afterAll(({ gatewatch }) => clearDesk(gatewatch));

test("the first screen says which crossing is silent, also offline, until its reporter has reported", async ({
  browser,
  gatewatch,
}) => {
  // The record's last word of Hairatan–Termez, of which no other test reports, is older than twice its interval.
  const { context, page } = await openPhone(browser, gatewatch, ["hairatan-termez"]);
  const silent = page.getByText(/No word from Hairatan–Termez since .*: please report\./);
  await expect(silent).toBeVisible();
  // One thing to tap: a button within a link would be two, and breaks the sentence in pieces.
  await expect(page.getByRole("link", { name: /^No word from/ }).getByRole("button")).toHaveCount(
    0,
  );
  await expect(page.getByText("As far as this phone knows")).toHaveCount(0);
  await context.setOffline(true);
  await page.goto("/report");
  await expect(silent).toBeVisible();
  await expect(page.getByText("As far as this phone knows")).toBeVisible();
  await sayClosed(page);
  await expect(page.getByText("1 report waits here to be sent.")).toBeVisible();
  await expect(silent).toHaveCount(0);
  await context.close();
});
