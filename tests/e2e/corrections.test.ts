import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "../support/gatewatch.ts";
import { clearDesk } from "./field-app.ts";
import { openShared } from "./people.ts";

/* A reporter corrects their own report, the desk sees what it changes, and the public reads the correction. */

test.afterAll(({ gatewatch }) => clearDesk(gatewatch));

const item = (page: Page, note: string) =>
  page
    .getByRole("listitem")
    .filter({ hasText: note })
    .filter({ has: page.locator("h2") });

/** A count of trucks as a phone sends it, by the reporter's own session; its id. */
async function count(context: BrowserContext, exact: number, note: string): Promise<string> {
  const id = randomUUID();
  const claims = [{ kind: "count", metric: "trucks_stranded", exact, basis: "counted" }];
  const reply = await context.request.post("/api/trpc/reports.submit", {
    data: { id, crossing: "kharlachi", observedAt: new Date().toISOString(), claims, note },
  });
  expect(reply.status(), await reply.text()).toBe(200);
  return id;
}

/** Fills the form in which an own report is corrected, and sends it. */
async function amend(page: Page, exact: string, note: string): Promise<void> {
  const trucks = page.getByRole("group", { name: "Trucks stranded" }).first();
  await trucks.getByLabel("Exactly").fill(exact);
  await page.getByLabel("Note for the desk").fill(note);
  await page.getByRole("button", { name: "Send the report" }).click();
}

test("107 corrected to 170: the desk sees the difference, the public the correction", async ({
  browser,
  gatewatch,
}) => {
  const reporter = await openShared(browser, gatewatch, "reporter");
  const verifier = await openShared(browser, gatewatch, "verifier");
  const desk = verifier.page;
  const base = await count(reporter.context, 107, "Hornbeam 1");
  await desk.goto("/desk");
  await item(desk, "Hornbeam 1").getByRole("button", { name: "Publish" }).click();
  await expect(desk.getByText("Published.", { exact: true })).toBeVisible();

  const field = reporter.page;
  await field.goto(`/report/${base}/amend`);
  await amend(field, "170", "Hornbeam 2");
  await expect(field.getByRole("heading", { name: "Report received" })).toBeVisible();

  const correction = item(desk, "Hornbeam 2");
  await expect(
    correction.getByRole("heading", { name: "Corrects an earlier report" }),
  ).toBeVisible();
  await expect(correction).toContainText("107");
  const versions = correction.getByRole("region", { name: "Versions" });
  await expect(versions).toContainText("Trucks stranded");
  await expect(versions).toContainText("lowest");
  await expect(versions).toContainText("Hornbeam 1");
  await expect(correction.getByText(/Trucks stranded: \W*107\W* → \W*170/)).toBeVisible();
  expect((await new AxeBuilder({ page: desk }).analyze()).violations).toEqual([]);
  // Until then the public reads what stands.
  const reader = await browser.newContext();
  const open = await reader.newPage();
  await open.goto("/crossings/kharlachi");
  await expect(open.getByText(/corrected to \W*170/)).toHaveCount(0);
  await correction.getByRole("button", { name: "Publish" }).click();
  await expect(desk.getByText("Published.", { exact: true })).toBeVisible();

  const line = /Trucks stranded: \W*107\W* corrected to \W*170\W*, seen .* UTC, by the same source/;
  await expect
    .poll(async () => {
      await open.reload();
      return open.getByText(line).count();
    })
    .toBeGreaterThan(0);
  const reports = open.getByRole("region", { name: "Reports" });
  await expect(
    reports.getByText("Corrected by its source; it counts for nothing now."),
  ).toBeVisible();
  await expect(reports.getByText("Corrects an earlier report of the same source.")).toBeVisible();
  await reader.close();
  await reporter.context.close();
  await verifier.context.close();
});

test("two correct the same report: the second is shown the newest, and nothing is merged", async ({
  browser,
  gatewatch,
}) => {
  const reporter = await openShared(browser, gatewatch, "reporter");
  const { context, page: one } = reporter;
  const other = await context.newPage();
  const base = await count(context, 300, "Rowan 1");
  await one.goto(`/report/${base}/amend`);
  await other.goto(`/report/${base}/amend`);
  await amend(one, "310", "Rowan 2");
  await expect(one.getByRole("heading", { name: "Report received" })).toBeVisible();
  await amend(other, "320", "Rowan 3");
  await expect(other.getByText("This report is not the newest version any more.")).toBeVisible();
  await other.getByRole("link", { name: "Open the newest version" }).click();
  await expect(other).toHaveURL(one.url());
  await expect(other.getByText(/310/).first()).toBeVisible();
  await expect(other.getByText("Rowan 3")).toHaveCount(0);
  await context.close();
});
