import type { Page } from "@playwright/test";
import { expect, test } from "../support/gatewatch.ts";
import { clearDesk, lines, nothingChanged, SUBMIT, save, sayClosed } from "./field-app.ts";
import { stateKey } from "./people.ts";
import { openPhone, slowDown, TWO_G } from "./phone.ts";

/* What reporting costs over 250 ms and 50 kbit/s each way; the figures are in docs/field-reports.md. */

test.afterAll(({ gatewatch }) => clearDesk(gatewatch));

interface Cost {
  readonly bytes: number;
  readonly receivedMs: number;
}

/** From the tap until the phone says that the server has it. */
async function send(page: Page, tap: () => Promise<void>): Promise<Cost> {
  const before = await lines(page, "Waits for the desk").count();
  const asked = page.waitForRequest(SUBMIT);
  const startedAt = Date.now();
  await tap();
  await expect(lines(page, "Waits for the desk")).toHaveCount(before + 1);
  const receivedMs = Date.now() - startedAt;
  return { bytes: Buffer.byteLength((await asked).postData() ?? ""), receivedMs };
}

function tell(what: string, { bytes, receivedMs }: Cost): void {
  console.log(`2G: ${what}: received after ${receivedMs} ms, body ${bytes} bytes`);
}

test("over 2G a heartbeat is received within seconds, and opening costs nothing", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await sayClosed(page);
  await expect(page.getByText("Everything has been received.")).toBeVisible();
  await slowDown(page, TWO_G);
  const openedAt = Date.now();
  await page.goto("/report");
  await expect(nothingChanged(page)).toBeEnabled();
  const openMs = Date.now() - openedAt;
  console.log(`2G: opens in ${openMs} ms`);
  const cost = await send(page, () => nothingChanged(page).tap());
  tell("nothing changed", cost);
  await expect(
    lines(page, "No change since the last word").filter({ hasText: "Waits for the desk" }),
  ).toHaveCount(1);
  expect(cost.bytes).toBeLessThanOrEqual(200);
  expect(openMs).toBeLessThan(3_000);
  expect(cost.receivedMs).toBeLessThan(5_000);
  await context.close();
});

/** Everything that the form of an update asks for: states, an exception, three figures, both forces, a note. */
async function fillAll(page: Page): Promise<void> {
  await page.locator("form details").evaluateAll((parts) => {
    for (const part of parts) part.setAttribute("open", "");
  });
  await stateKey(page, "All lanes", "Closed").check({ force: true });
  const field = (name: string) => page.locator(`[name="${name}"]`);
  const figure = (name: string) => page.getByRole("group", { name, exact: true }).first();
  await figure("People stranded").getByRole("button", { name: "Word" }).tap();
  await field("people_stranded.word").selectOption("hundreds");
  await field("people_stranded.place").selectOption("PK");
  await figure("Trucks stranded").getByRole("button", { name: "Range" }).tap();
  await field("trucks_stranded.low").fill("107");
  await field("trucks_stranded.high").fill("170");
  await field("trucks_crossed.exact").fill("0");
  await field("trucks_crossed.basis").selectOption("told");
  await field("exception.0.class").selectOption("returnees");
  await field("exception.0.direction").selectOption("PK-AF");
  await field("cause").selectOption("clash");
  await field("posture.PK").selectOption("high_alert");
  await field("posture.AF").selectOption("heightened");
  await field("note").fill(
    "Gate 4 opened at ten for people on foot who go home; drivers say the list comes from the other side.",
  );
}

test("over 2G a state, and all that a report can hold, are received within seconds", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await slowDown(page, TWO_G);
  await page.getByRole("link", { name: "Update" }).tap();
  await stateKey(page, "All lanes", "Closed").check({ force: true });
  const state = await send(page, () => save(page).tap());
  tell("a state for all lanes", state);
  expect(state.bytes).toBeLessThanOrEqual(350);
  expect(state.receivedMs).toBeLessThan(5_000);
  await page.getByRole("link", { name: "Update" }).tap();
  await fillAll(page);
  const full = await send(page, () => save(page).tap());
  tell("everything", full);
  expect(full.bytes).toBeGreaterThan(700);
  expect(full.bytes).toBeLessThanOrEqual(1_200);
  expect(full.receivedMs).toBeLessThan(5_000);
  await context.close();
});
