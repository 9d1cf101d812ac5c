import { expect, test } from "../support/gatewatch.ts";
import { clearDesk, countOnServer, fillOutbox, lines, SUBMIT } from "./field-app.ts";
import { openPhone } from "./phone.ts";

test.afterAll(({ gatewatch }) => clearDesk(gatewatch));

test("reports refused for a missing right are tried again together; what is stuck otherwise stays", async ({
  browser,
  gatewatch,
}) => {
  const { context, page, email } = await openPhone(browser, gatewatch);
  const change = (option: string) =>
    gatewatch.admin(["user", "change", "--email", email, option, "torkham"]);
  expect((await change("--remove-crossing")).exitCode).toBe(0);
  const problem = {
    code: "invalid",
    fields: [{ path: "note", message: "is too long" }],
    retryAfterSeconds: null,
  };
  await page.route(
    SUBMIT,
    (route) => route.fulfill({ status: 400, json: { error: { message: "m", data: { problem } } } }),
    { times: 1 },
  );
  await fillOutbox(page, 4);
  await page.goto("/report");
  await expect(page.getByText("4 reports were refused and stay here")).toBeVisible();
  await expect(page.getByText("3 of them lacked the right to report there")).toBeVisible();
  // Refused is not received.
  await expect(page.getByText("Everything has been received.")).toHaveCount(0);

  // Too early: they stay, with the reason.
  await page.getByRole("button", { name: "Try these 3 again" }).tap();
  await expect(page.getByText("3 of them lacked the right to report there")).toBeVisible();
  expect(await countOnServer(page)).toBe(0);

  expect((await change("--crossing")).exitCode).toBe(0);
  await page.getByRole("button", { name: "Try these 3 again" }).tap();
  await expect(lines(page, "Waits for the desk")).toHaveCount(3);
  await expect(page.getByText("1 report was refused and stays here")).toBeVisible();
  await expect(page.getByText("lacked the right")).toHaveCount(0);
  expect(await countOnServer(page)).toBe(3);
  await lines(page, "Refused").getByRole("link").tap();
  await expect(page.getByText("is too long")).toBeVisible();
  await context.close();
});

test("of a crossing that was taken from its writer a report is read and sent again, not put into a form that is not there", async ({
  browser,
  gatewatch,
}) => {
  const { context, page, email } = await openPhone(browser, gatewatch, ["kharlachi", "torkham"]);
  await fillOutbox(page, 1);
  const change = ["user", "change", "--email", email, "--remove-crossing", "torkham"];
  expect((await gatewatch.admin(change)).exitCode).toBe(0);
  await page.goto("/report");
  await lines(page, "Refused").getByRole("link").tap();
  await expect(page.getByText("Refused: you may not report here")).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again now" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Put it right" })).toHaveCount(0);
  await context.close();
});

test("whose role was taken away is told so, and not to sign in as who is signed in", async ({
  browser,
  gatewatch,
}) => {
  const { context, page, email } = await openPhone(browser, gatewatch);
  const change = ["user", "change", "--email", email, "--role", "firm"];
  expect((await gatewatch.admin(change)).exitCode).toBe(0);
  await page.reload();
  await expect(page.getByText("The account that is signed in may not report")).toBeVisible();
  await expect(page.getByText("Sign in again as")).toHaveCount(0);
  await context.close();
});
