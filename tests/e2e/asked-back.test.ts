import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "../support/gatewatch.ts";
import { clearDesk, lines, sayClosed } from "./field-app.ts";
import { openShared } from "./people.ts";
import { openPhone } from "./phone.ts";

test.afterAll(({ gatewatch }) => clearDesk(gatewatch));

test("what the desk asks is on the phone's first screen, also without a line, until it is answered", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  const desk = await openShared(browser, gatewatch, "verifier");
  await sayClosed(page);
  await expect(lines(page, "Waits for the desk")).toHaveCount(1);
  const mine = await page.request.get("/api/trpc/reports.mine?input=%7B%7D");
  const [{ id }] = (await mine.json()).result.data.reports;
  const asked = await desk.context.request.post("/api/trpc/threads.ask", {
    data: { id, messageId: randomUUID(), text: "Both gates?" },
  });
  expect(asked.status(), await asked.text()).toBe(200);

  await page.goto("/report");
  await expect(page.getByText("The desk asks you something.")).toBeVisible();
  await expect(page.getByText("Both gates?")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await context.setOffline(true);
  await page.goto("/ur/report");
  await expect(page.getByText("Both gates?")).toBeVisible();
  await expect(page.getByText("رابطہ ہونے پر آپ جواب دے سکیں گے۔")).toBeVisible();
  // The app stands in for the receipt, and tells it there too.
  await page.goto(`/report/${id}`);
  await expect(page.getByText("Both gates?")).toBeVisible();
  await context.setOffline(false);

  await page.goto("/report");
  await page.getByRole("link", { name: "Answer about Torkham" }).tap();
  await page.getByLabel("Your answer").fill("Only the western one");
  await page.getByRole("button", { name: "Send the answer" }).tap();
  await expect(page.getByText("Only the western one")).toBeVisible();
  await page.goto("/report");
  await expect(page.getByText("Everything has been received.")).toBeVisible();
  await expect(page.getByText("The desk asks you something.")).toHaveCount(0);
  await desk.context.close();
  await context.close();
});
