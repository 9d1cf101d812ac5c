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

test("without a line a state that is too old by now is unknown on the phone too", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch, ["hairatan-termez"]);
  await context.setOffline(true);
  // As the phone has it that heard last three days ago.
  const hear = (daysAgo: number) =>
    page.evaluate((days) => {
      const home = JSON.parse(localStorage.getItem("gatewatch.field") ?? "{}");
      const at = new Date(Date.now() - days * 86_400_000).toISOString();
      const [crossing] = home.crossings;
      const state = { condition: "open", present: { [crossing.lanes[0]]: "open" } };
      const told = { ...crossing, ...state, lastSeenAt: at, lastWordAt: at };
      const crossings = [{ ...told, expectedIntervalMinutes: 360 }];
      localStorage.setItem("gatewatch.field", JSON.stringify({ ...home, at, crossings }));
    }, daysAgo);
  const card = page.getByRole("region", { name: "Hairatan–Termez" });
  await hear(0);
  await page.reload();
  await expect(card.getByText("Open", { exact: true })).toBeVisible();
  await hear(3);
  await page.reload();
  await expect(card.getByText("Unknown", { exact: true })).toBeVisible();
  await expect(card.getByText("Open", { exact: true })).toHaveCount(0);
  await context.close();
});
