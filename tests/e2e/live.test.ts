import type { Browser, Page } from "@playwright/test";
import { createDatabase } from "#server/db/client.ts";
import { expect, type Gatewatch, test } from "../support/gatewatch.ts";
import { openShared, stateKey } from "./people.ts";

/** From acceptance to every open page, as promised. */
const LIVE_LIMIT_MS = 1_000;

async function report(page: Page, state: "Open" | "Closed", people: string): Promise<void> {
  await page.goto("/report?crossing=kharlachi");
  await stateKey(page, "All lanes", state).check({ force: true });
  const stranded = page.getByRole("group", { name: "People stranded" }).first();
  await stranded.getByLabel("Exactly").fill(people);
  await stranded.getByLabel("How known").selectOption("counted");
  await page.getByRole("button", { name: "Send the report" }).click();
  await expect(page.getByRole("heading", { name: "Report received" })).toBeVisible();
}

async function openBoth(browser: Browser, gatewatch: Gatewatch) {
  const reporter = await openShared(browser, gatewatch, "reporter");
  const desk = await openShared(browser, gatewatch, "verifier");
  const publicContext = await browser.newContext();
  const reader = await publicContext.newPage();
  await reader.goto("/");
  await expect(reader.getByText("Live", { exact: true })).toBeVisible();
  // Gone after a reload: what is shown was not reloaded.
  await reader.evaluate(() => {
    document.body.dataset.visit = "first";
  });
  return {
    reporter: reporter.page,
    desk: desk.page,
    reader,
    async close() {
      for (const context of [reporter.context, desk.context, publicContext]) await context.close();
    },
  };
}

/** The instant at which the reader's page shows the crossing so. */
async function untilShown(reader: Page, shown: Shown): Promise<number> {
  const seenAt = await reader.waitForFunction(
    ({ state, people }) => {
      const rows = [...document.querySelectorAll("li")];
      const row = rows.find((one) => one.querySelector("h2")?.textContent?.includes("Kharlachi"));
      const text = row?.textContent ?? "";
      return text.includes(state) && text.includes(people) ? Date.now() : 0;
    },
    shown,
    { polling: "raf", timeout: 15_000 },
  );
  return Number(await seenAt.jsonValue());
}

/** When the desk's decision was taken, by the clock that the reader's page has too: it is the same machine. */
async function acceptedAt(gatewatch: Gatewatch): Promise<number> {
  const client = createDatabase(gatewatch.databaseUrl, { max: 1 });
  const [row] = await client.sql`select max(published_at)::text as at from report_states
    where crossing_id = 'kharlachi' and report_id in (select id from reports where account_id is not null)`;
  await client.close();
  return Date.parse(String(row?.at));
}

interface Shown {
  readonly state: string;
  readonly people: string;
}

/** Publishes what waits; the milliseconds from then until the reader's page shows it, without a reload. */
async function publishAndMeasure(
  gatewatch: Gatewatch,
  { desk, reader }: { readonly desk: Page; readonly reader: Page },
  shown: Shown,
): Promise<number> {
  await desk.goto("/desk");
  const item = desk.getByRole("listitem").filter({ hasText: "Kharlachi" });
  const seen = untilShown(reader, shown);
  await item.getByRole("button", { name: "Publish" }).click();
  await expect(desk.getByText("Published.")).toBeVisible();
  const tookMs = (await seen) - (await acceptedAt(gatewatch));
  expect(await reader.evaluate(() => document.body.dataset.visit)).toBe("first");
  return tookMs;
}

test("what the desk publishes stands on every open page within a second", async ({
  browser,
  gatewatch,
}) => {
  const people = await openBoth(browser, gatewatch);
  await report(people.reporter, "Closed", "431");
  const tookMs = await publishAndMeasure(gatewatch, people, { state: "Closed", people: "431" });
  expect(tookMs).toBeLessThan(LIVE_LIMIT_MS);
  await people.close();
});

test("so it does after the database went away and came back", async ({ browser, gatewatch }) => {
  const people = await openBoth(browser, gatewatch);
  await gatewatch.restartDatabase();
  await expect
    .poll(async () => (await people.reader.request.get("/readyz")).status(), { timeout: 20_000 })
    .toBe(200);
  await report(people.reporter, "Open", "267");
  const tookMs = await publishAndMeasure(gatewatch, people, { state: "Open", people: "267" });
  expect(tookMs).toBeLessThan(LIVE_LIMIT_MS);
  await people.close();
});
