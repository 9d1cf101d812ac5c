import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import postgres from "postgres";
import { expect, test } from "../support/gatewatch.ts";
import { clearDesk, lines, sayClosed } from "./field-app.ts";
import { openPhone } from "./phone.ts";

test.afterAll(({ gatewatch }) => clearDesk(gatewatch));

const RECEIVED = "Everything has been received.";
const RETRACT = "**/api/trpc/corrections.retract";

async function own(page: Page): Promise<Array<{ id: string; review: string }>> {
  const response = await page.request.get("/api/trpc/reports.mine?input=%7B%7D");
  return (await response.json()).result.data.reports;
}

/** From the list: opens the newest report, and takes it back for this reason. */
async function takeBack(page: Page, reason: string): Promise<void> {
  await lines(page, "Waits for the desk").getByRole("link").first().tap();
  await page.getByRole("link", { name: "Take this back" }).tap();
  await page.getByLabel("Why").fill(reason);
  await page.getByRole("button", { name: "Take it back" }).tap();
  await expect(page.getByText("Saved on this phone.")).toBeVisible();
}

async function countRetractions(databaseUrl: string, id: string): Promise<number> {
  const sql = postgres(databaseUrl, { max: 1 });
  const [row] = await sql`select count(*)::int as n from review_events
    where report_id = ${id} and state = 'retracted'`;
  await sql.end();
  return row?.n ?? 0;
}

test("a received report is taken back without a line, and that waits like any report", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await sayClosed(page);
  await expect(page.getByText(RECEIVED)).toBeVisible();
  const [report] = await own(page);
  await context.setOffline(true);
  // Also by the address of the page that takes it back: the app stands in.
  await page.goto(`/report/${report?.id}/retract`);
  await page.getByRole("button", { name: "Take it back" }).tap();
  await expect(page.getByText("Say why it no longer counts.")).toBeVisible();
  await page.getByLabel("Why").fill("Counted the wrong queue.");
  await page.getByRole("button", { name: "Take it back" }).tap();
  await expect(page.getByText("Taking 1 report back waits here to be sent.")).toBeVisible();
  await expect(page.getByText(/reports? waits? here/)).toHaveCount(0);
  // What is taken back is not what was said last.
  await expect(page.getByText("You have said nothing from here yet")).toBeVisible();
  await page.goto("/report");
  await expect(lines(page, "Takes back:")).toContainText(
    "Taken back because: Counted the wrong queue.",
  );
  await lines(page, "Takes back:").getByRole("link").tap();
  await expect(page.getByRole("list", { name: "How far it has come" })).toContainText("Saved here");
  await page.goto("/report");
  await context.setOffline(false);
  await expect(page.getByText(RECEIVED)).toBeVisible();
  await expect(lines(page, "Takes back:")).toContainText("Received");
  await expect(lines(page, "Retracted")).toHaveCount(1);
  expect(await own(page)).toMatchObject([{ id: report?.id, review: "retracted" }]);
  await page.reload();
  // The reason is its writer's, and is not put into the desk's mouth.
  await expect(lines(page, "Retracted")).toContainText("Taken back because: Counted the wrong");
  await page.goto(`/report/${report?.id}`);
  await expect(page.getByRole("status").getByText("Taken back because: Counted")).toBeVisible();
  await expect(page.getByText("The desk: ")).toHaveCount(0);
  await context.close();
});

test("a reply that is lost takes the report back once", async ({ browser, gatewatch }) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await sayClosed(page);
  await expect(page.getByText(RECEIVED)).toBeVisible();
  let lost = 0;
  await page.route(RETRACT, async (route) => {
    await route.fetch();
    lost += 1;
    if (lost === 1) await route.abort("connectionreset");
    else await route.continue();
  });
  await takeBack(page, "Not so.");
  await expect(lines(page, "Takes back:")).toContainText("Received");
  expect(lost).toBe(2);
  const [report] = await own(page);
  expect(report?.review).toBe("retracted");
  expect(await countRetractions(gatewatch.databaseUrl, report?.id ?? "")).toBe(1);
  await context.close();
});

test("a reason that is mended after it had arrived is told to be the second, here and on the receipt", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await sayClosed(page);
  await expect(page.getByText(RECEIVED)).toBeVisible();
  const [report] = await own(page);
  let isLost = true;
  await page.route(RETRACT, async (route) => {
    if (!isLost) return route.continue();
    await route.fetch();
    await route.abort("connectionreset");
  });
  await takeBack(page, "Wrong gate.");
  await expect.poll(() => countRetractions(gatewatch.databaseUrl, report?.id ?? "")).toBe(1);
  await lines(page, "Takes back:").getByRole("link").first().tap();
  await page.getByRole("link", { name: "Put it right" }).tap();
  await page.getByLabel("Why").fill("Wrong day.");
  isLost = false;
  await page.getByRole("button", { name: "Take it back" }).tap();
  const line = lines(page, "Takes back:");
  await expect(line).toContainText("Received");
  await expect(line).toContainText("Taken back because: Wrong gate.");
  await expect(line).toContainText("What you wrote later is not: “Wrong day.”");
  await page.reload();
  await expect(line).toContainText("What you wrote later is not: “Wrong day.”");
  await context.close();
});

test("of a report that was corrected meanwhile nothing is taken back until its writer says so", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await sayClosed(page);
  await expect(page.getByText(RECEIVED)).toBeVisible();
  const [base] = await own(page);
  await context.setOffline(true);
  await takeBack(page, "Not so.");
  await page.request.post("/api/trpc/reports.submit", {
    data: {
      id: randomUUID(),
      crossing: "torkham",
      observedAt: new Date().toISOString(),
      claims: [{ kind: "count", metric: "trucks_stranded", exact: 9, basis: "counted" }],
      corrects: base?.id,
    },
  });
  await context.setOffline(false);
  await expect(page.getByText("Taking 1 report back was refused and stays here")).toBeVisible();
  await lines(page, "Changed meanwhile").getByRole("link").tap();
  await expect(page.getByText("Nothing was taken back.")).toBeVisible();
  await page.getByRole("link", { name: "Take back the newest version" }).tap();
  await expect(page.getByLabel("Why")).toHaveValue("Not so.");
  await page.getByRole("button", { name: "Take it back" }).tap();
  const reviews = async () => (await own(page)).map(({ review }) => review).sort();
  await expect.poll(reviews).toEqual(["retracted", "superseded"]);
  await context.close();
});

test("one that waits can be let go: the report stands", async ({ browser, gatewatch }) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await sayClosed(page);
  await expect(page.getByText(RECEIVED)).toBeVisible();
  await context.setOffline(true);
  await takeBack(page, "Not so.");
  await lines(page, "Takes back:").getByRole("link").tap();
  await page.getByRole("button", { name: "Do not take it back" }).tap();
  await page.getByRole("button", { name: "Yes, let the report stand" }).tap();
  await expect(
    page.getByText("This phone no longer takes it back. Open the report to see whether it stands."),
  ).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText(RECEIVED)).toBeVisible();
  expect(await own(page)).toMatchObject([{ review: "received" }]);
  await context.close();
});
