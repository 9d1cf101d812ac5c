import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/gatewatch.ts";
import { clearDesk, countOnServer, lines, save, sayClosed } from "./field-app.ts";
import { stateKey } from "./people.ts";
import { openPhone } from "./phone.ts";

test.afterAll(({ gatewatch }) => clearDesk(gatewatch));

const RECEIVED = "Everything has been received.";

/** The report app's account does something from elsewhere: another phone, a script. */
async function post(page: Page, procedure: string, data: object): Promise<{ id: string }> {
  const response = await page.request.post(`/api/trpc/${procedure}`, { data });
  expect(response.status()).toBe(200);
  return (await response.json()).result.data;
}

async function own(
  page: Page,
): Promise<Array<{ id: string; review: string; note: string | null }>> {
  const response = await page.request.get("/api/trpc/reports.mine?input=%7B%7D");
  return (await response.json()).result.data.reports;
}

/** From the list: opens the newest, and its form to correct it. */
async function openCorrection(page: Page): Promise<void> {
  await lines(page, "Waits for the desk").getByRole("link").first().tap();
  await page.getByRole("link", { name: "Correct this" }).tap();
  await expect(page.getByRole("heading", { name: "Correct: Torkham" })).toBeVisible();
}

test("a received report is corrected without a line, and the correction waits like any other", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await sayClosed(page);
  await expect(page.getByText(RECEIVED)).toBeVisible();
  await context.setOffline(true);
  const [first] = await own(page);
  // Also by the address of its receipt: the app stands in.
  await page.goto(`/report/${first?.id}`);
  await page.getByRole("link", { name: "Correct this" }).tap();
  await expect(stateKey(page, "All lanes", "Closed")).toBeChecked();
  await stateKey(page, "All lanes", "Restricted").check({ force: true });
  await save(page).tap();
  await expect(page.getByText("1 report waits here to be sent.")).toBeVisible();
  await lines(page, "Waits for the desk").getByRole("link").tap();
  await expect(page.getByRole("link", { name: "See its correction" })).toBeVisible();
  await page.goto("/report");
  await context.setOffline(false);
  await expect(page.getByText(RECEIVED)).toBeVisible();
  await expect(lines(page, "Corrected")).toHaveCount(1);
  const reviews = (await own(page)).map(({ review }) => review).sort();
  expect(reviews).toEqual(["received", "superseded"]);
  await context.close();
});

test("a correction that meets a newer one is shown with the ways out, never merged", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await sayClosed(page);
  await expect(page.getByText(RECEIVED)).toBeVisible();
  const [base] = await own(page);
  await context.setOffline(true);
  await openCorrection(page);
  await stateKey(page, "All lanes", "Restricted").check({ force: true });
  await save(page).tap();
  await expect(page.getByText("1 report waits here to be sent.")).toBeVisible();
  const elsewhere = await post(page, "reports.submit", {
    id: randomUUID(),
    crossing: "torkham",
    observedAt: new Date().toISOString(),
    claims: [{ kind: "count", metric: "trucks_stranded", exact: 9, basis: "counted" }],
    corrects: base?.id,
  });
  await context.setOffline(false);
  await expect(page.getByText("1 report was refused and stays here")).toBeVisible();
  await lines(page, "Changed meanwhile").getByRole("link").tap();
  await expect(page.getByText("nothing was merged")).toBeVisible();
  await expect(page.getByText("What differs between the newest version and yours:")).toBeVisible();
  await expect(page.getByRole("link", { name: "Open the newest version" })).toHaveAttribute(
    "href",
    `/report/${elsewhere.id}`,
  );
  await expect(page.getByRole("button", { name: "Delete" })).toBeVisible();
  await page.getByRole("link", { name: "Correct the newest version with mine" }).tap();
  await expect(stateKey(page, "All lanes", "Restricted")).toBeChecked();
  await save(page).tap();
  await expect(lines(page, "Waits for the desk")).toHaveCount(1);
  const reviews = async () => (await own(page)).map(({ review }) => review).sort();
  await expect.poll(reviews).toEqual(["received", "superseded", "superseded"]);
  await context.close();
});

test("a report that came by its code meanwhile says so, and what the code left out is added", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await context.setOffline(true);
  await page.getByRole("link", { name: "Update" }).first().tap();
  await stateKey(page, "All lanes", "Closed").check({ force: true });
  await page.getByRole("heading", { name: "Note and time" }).tap();
  await page.getByLabel("Note for the desk").fill("Gate 4");
  await save(page).tap();
  await sayClosed(page);
  await expect(page.getByText("2 reports wait here to be sent.")).toBeVisible();
  const read = async (index: number) => {
    await lines(page, "").getByRole("link").nth(index).tap();
    await page.getByText("Show it as a code to pass on").tap();
    const text = await page.locator("code").first().textContent();
    await page.getByRole("link", { name: "Back" }).tap();
    return text ?? "";
  };
  for (const text of [await read(0), await read(1)]) {
    await post(page, "relay.send", { text, readAt: new Date().toISOString() });
  }
  await context.setOffline(false);
  await expect(page.getByText(RECEIVED)).toBeVisible();
  await expect(lines(page, "Received by its code")).toHaveCount(2);
  expect(await countOnServer(page)).toBe(2);

  // What needs its writer stands first: the one of which the code said less.
  await lines(page, "Received by its code").getByRole("link").last().tap();
  await expect(page.getByText("Nothing is left to send.")).toBeVisible();
  await page.getByRole("button", { name: "Clear it from this phone" }).tap();
  await page.getByRole("button", { name: "Yes, clear it from this phone" }).tap();
  await expect(page.getByText("Cleared from this phone.")).toBeVisible();

  await expect(lines(page, "Received by its code")).toHaveCount(1);
  await lines(page, "Received by its code").getByRole("link").tap();
  await expect(page.getByText("A code cannot say all that you wrote.")).toBeVisible();
  await page.getByRole("link", { name: "Add the rest as a correction" }).tap();
  await save(page).tap();
  await expect(page.getByText(RECEIVED)).toBeVisible();
  await expect.poll(() => countOnServer(page)).toBe(3);
  const notes = (await own(page)).map(({ note, review }) => [review, note]);
  expect(notes).toContainEqual(["received", "Gate 4"]);
  await context.close();
});

test("a receipt says that its time was put right, how sure that is, and what the phone showed", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  const DAY_MS = 24 * 3_600_000;
  const { id } = await post(page, "reports.submit", {
    id: randomUUID(),
    crossing: "torkham",
    observedAt: new Date(Date.now() + DAY_MS - 600_000).toISOString(),
    device: { skewMs: DAY_MS, uncertaintyMs: 2_500 },
    claims: [{ kind: "count", metric: "trucks_stranded", exact: 9, basis: "counted" }],
  });
  await page.goto(`/report/${id}`);
  await expect(page.getByText("± 3 s")).toBeVisible();
  await expect(page.getByText("The phone’s clock, which was wrong, showed")).toBeVisible();
  await context.close();
});
