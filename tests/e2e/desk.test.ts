import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expect, type Gatewatch, test } from "../support/gatewatch.ts";
import { addPerson, openAs, openShared, pressUntil } from "./people.ts";

/** A report as a phone sends it, by the reporter's own session; its id. */
async function report(
  context: BrowserContext,
  note: string,
  value = "restricted",
): Promise<string> {
  const id = randomUUID();
  const claims = [{ kind: "state", lanes: ["PK-AF/truck"], value }];
  const observedAt = new Date().toISOString();
  const reply = await context.request.post("/api/trpc/reports.submit", {
    data: { id, crossing: "torkham", observedAt, claims, note },
  });
  expect(reply.status(), await reply.text()).toBe(200);
  return id;
}

async function people(browser: Browser, gatewatch: Gatewatch) {
  const reporter = await openShared(browser, gatewatch, "reporter");
  const verifier = await openShared(browser, gatewatch, "verifier");
  return {
    reporter,
    verifier,
    async close() {
      await reporter.context.close();
      await verifier.context.close();
    },
  };
}

const item = (page: Page, note: string) =>
  page
    .getByRole("listitem")
    .filter({ hasText: note })
    .filter({ has: page.locator("h2") });

test("a report arrives at the desk by itself, with what publishing it would change", async ({
  browser,
  gatewatch,
}) => {
  const { reporter, verifier, close } = await people(browser, gatewatch);
  const desk = verifier.page;
  await desk.goto("/desk");
  await report(reporter.context, "Cedar 3", "restricted");
  const arrived = item(desk, "Cedar 3");
  await expect(arrived.getByText("Just in")).toBeVisible();
  await expect(
    arrived.getByText(/Trucks, Pakistan to Afghanistan: \w+ → Restricted/),
  ).toBeVisible();
  await expect(desk.getByText("1 report has come in.")).toBeVisible();
  expect((await new AxeBuilder({ page: desk }).analyze()).violations).toEqual([]);
  await arrived.getByRole("button", { name: "Publish" }).click();
  await expect(desk.getByText("Published.")).toBeVisible();
  await expect(desk.getByText("Somebody else has decided")).toHaveCount(0);
  await expect(arrived).toHaveCount(0);
  await reporter.page.goto("/crossings/torkham");
  await expect(reporter.page.getByText("Trucks, Pakistan to Afghanistan").first()).toBeVisible();
  await close();
});

test("what somebody writes stays, and stays where it is, while reports arrive", async ({
  browser,
  gatewatch,
}) => {
  const { reporter, verifier, close } = await people(browser, gatewatch);
  const desk = verifier.page;
  await report(reporter.context, "Larch 1");
  await desk.goto("/desk");
  const first = item(desk, "Larch 1");
  await first.getByText("Reject …").click();
  await first.getByLabel("Reason, for the reporter").fill("Half a reas");
  await report(reporter.context, "Larch 2", "closed");
  await expect(item(desk, "Larch 2").getByText("Just in")).toBeVisible();
  await expect(first.getByLabel("Reason, for the reporter")).toHaveValue("Half a reas");
  await expect(first.getByLabel("Reason, for the reporter")).toBeFocused();
  await expect(first.getByText("You work on this until")).toBeVisible();
  await close();
});

test("a report is reviewed by keyboard alone, and fields keep their keys", async ({
  browser,
  gatewatch,
}) => {
  const { reporter, verifier, close } = await people(browser, gatewatch);
  const desk = verifier.page;
  const id = await report(reporter.context, "Juniper 7");
  await desk.goto("/desk");
  await expect(item(desk, "Juniper 7")).toBeVisible();
  // Until the page's script has loaded keys do nothing, and people press again.
  await pressUntil(desk, "?", "next, previous report");
  const focused = () => desk.evaluate(() => document.activeElement?.getAttribute("data-report"));
  for (let i = 0; i < 60 && (await focused()) !== id; i++) await desk.keyboard.press("j");
  expect(await focused()).toBe(id);
  await desk.keyboard.press("Enter");
  const mine = item(desk, "Juniper 7");
  await expect(mine.getByText("You work on this until")).toBeVisible();
  await desk.keyboard.press("r");
  await desk.keyboard.type("jump up and rejoin?");
  await expect(mine.getByLabel("Reason, for the reporter")).toHaveValue("jump up and rejoin?");
  await desk.keyboard.press("Escape");
  expect(await focused()).toBe(id);
  await desk.keyboard.press("r");
  await desk.keyboard.press("Tab");
  await desk.keyboard.press("Enter");
  await expect(desk.getByText("Rejected; the reporter reads the reason.")).toBeVisible();
  await reporter.page.goto(`/report/${id}`);
  await expect(reporter.page.getByText("jump up and rejoin?")).toBeVisible();
  await close();
});

test("a lock is seen by the other, keeps them from deciding, and can be taken over", async ({
  browser,
  gatewatch,
}) => {
  const { reporter, verifier, close } = await people(browser, gatewatch);
  const other = await openAs(browser, await addPerson(gatewatch, "verifier"));
  await report(reporter.context, "Poplar 9");
  await verifier.page.goto("/desk");
  await other.page.goto("/desk");
  const mine = item(verifier.page, "Poplar 9");
  const theirs = item(other.page, "Poplar 9");
  await mine.getByRole("button", { name: "Take it up" }).click();
  await expect(mine.getByText("You work on this until")).toBeVisible();
  await expect(theirs.getByText("Zarghuna verifier works on this until")).toBeVisible();
  await theirs.getByRole("button", { name: "Publish" }).click();
  await expect(theirs.getByText("Zarghuna verifier works on this report until")).toBeVisible();
  await theirs.getByRole("button", { name: "Take it over" }).click();
  await expect(theirs.getByText("You work on this until")).toBeVisible();
  await expect(mine.getByText("Zarghuna verifier has taken this report over.")).toBeVisible();
  await mine.locator("h2 a").focus();
  await theirs.getByRole("button", { name: "Cannot be verified" }).click();
  await expect(other.page.getByText("Set aside as not verifiable.")).toBeVisible();
  await expect(
    verifier.page.getByText("Somebody else has decided the report that you were at."),
  ).toBeVisible();
  await other.context.close();
  await close();
});

test("who holds a report, and what was decided before, is said in the desk's language", async ({
  browser,
  gatewatch,
}) => {
  const { reporter, verifier, close } = await people(browser, gatewatch);
  const other = await openAs(browser, await addPerson(gatewatch, "verifier"));
  const id = await report(reporter.context, "Acacia 2");
  await verifier.page.goto("/desk");
  await other.page.goto("/ur/desk");
  await item(verifier.page, "Acacia 2").getByRole("button", { name: "Take it up" }).click();
  await expect(item(verifier.page, "Acacia 2").getByText("You work on this")).toBeVisible();
  const theirs = item(other.page, "Acacia 2");
  await theirs.getByRole("button", { name: "شائع کریں" }).click();
  const refused = theirs.getByRole("alert");
  await expect(refused).toContainText("Zarghuna verifier اس رپورٹ پر");
  await expect(refused).not.toContainText(/works on|take it over/);
  // Decided by the holder meanwhile, without the page having heard of it.
  await other.page.route("**/api/trpc/desk.version**", (route) => route.abort());
  await verifier.context.request.post("/api/trpc/desk.publish", { data: { id } });
  await theirs.getByRole("button", { name: "تصدیق ممکن نہیں" }).click();
  await expect(refused).toContainText("یہ پہلے ہی شائع ہے");
  await other.context.close();
  await close();
});

test("where publication is delayed the desk says from when, lists it, and can hold it back", async ({
  browser,
  gatewatch,
}) => {
  const { reporter, verifier, close } = await people(browser, gatewatch);
  const setDelay = async (minutes: number) =>
    gatewatch.admin(["crossing", "set-delay", "torkham", String(minutes)]);
  expect((await setDelay(90)).exitCode).toBe(0);
  const desk = verifier.page;
  await report(reporter.context, "Tamarisk 8");
  await desk.goto("/desk");
  await item(desk, "Tamarisk 8").getByRole("button", { name: "Publish" }).click();
  await expect(desk.getByText(/^Approved; public from .*\d\d:\d\d UTC\+5\.$/)).toBeVisible();
  await expect(desk.getByText("Published.", { exact: true })).toHaveCount(0);
  const approved = desk.getByRole("region", { name: "Approved, not yet public" });
  await expect(approved.getByText("Public from")).toBeVisible();
  expect((await new AxeBuilder({ page: desk }).analyze()).violations).toEqual([]);
  await approved.getByRole("button", { name: "Hold back the report on Torkham" }).click();
  await expect(desk.getByText("Held back; it waits for a decision again.")).toBeVisible();
  await expect(approved).toHaveCount(0);
  await expect(item(desk, "Tamarisk 8")).toBeVisible();
  expect((await setDelay(0)).exitCode).toBe(0);
  await item(desk, "Tamarisk 8").getByRole("button", { name: "Cannot be verified" }).click();
  await expect(desk.getByText("Set aside as not verifiable.")).toBeVisible();
  await close();
});

test("without a line nothing that the desk has written is lost, whatever is pressed", async ({
  browser,
  gatewatch,
}) => {
  const { reporter, verifier, close } = await people(browser, gatewatch);
  const desk = verifier.page;
  await report(reporter.context, "Oleander 6");
  await desk.goto("/desk");
  const mine = item(desk, "Oleander 6");
  await mine.getByText("Ask back …").click();
  await mine.getByLabel("Question, for the reporter").fill("Since when?");
  await expect(mine.getByText("You work on this until")).toBeVisible();
  await verifier.context.setOffline(true);
  await mine.getByRole("button", { name: "Let go" }).click();
  await expect(mine.getByRole("alert")).toContainText("No answer came.");
  await mine.getByRole("button", { name: "Publish" }).click();
  await expect(mine.getByRole("alert")).toHaveCount(2);
  await expect(mine.getByLabel("Question, for the reporter")).toHaveValue("Since when?");
  await verifier.context.setOffline(false);
  await mine.getByRole("button", { name: "Let go" }).click();
  await expect(mine.getByRole("button", { name: "Take it up" })).toBeVisible();
  await mine.getByRole("button", { name: "Cannot be verified" }).click();
  await expect(desk.getByText("Set aside as not verifiable.")).toBeVisible();
  await close();
});

test("the desk asks back, and the reporter answers with the report", async ({
  browser,
  gatewatch,
}) => {
  const { reporter, verifier, close } = await people(browser, gatewatch);
  const desk = verifier.page;
  const id = await report(reporter.context, "Walnut 4");
  await desk.goto("/desk");
  await item(desk, "Walnut 4").getByText("Ask back …").click();
  await item(desk, "Walnut 4").getByRole("button", { name: "Ask the reporter" }).click();
  await expect(desk.getByText("Write what you want to know.")).toBeVisible();
  await item(desk, "Walnut 4").getByLabel("Question, for the reporter").fill("Both gates?");
  await item(desk, "Walnut 4").getByRole("button", { name: "Ask the reporter" }).click();
  await expect(desk.getByText("Asked; the reporter reads it with the report.")).toBeVisible();

  const field = reporter.page;
  await field.goto(`/report/${id}`);
  await expect(field.getByText("Both gates?")).toBeVisible();
  expect((await new AxeBuilder({ page: field }).analyze()).violations).toEqual([]);
  await field.getByLabel("Your answer").fill("Only the western one");
  await field.getByRole("button", { name: "Send the answer" }).click();
  await expect(field.getByRole("list", { name: "Desk and reporter" })).toContainText(
    "Only the western one",
  );
  await expect(field.getByLabel("Your answer")).toHaveValue("");
  await expect(item(desk, "Walnut 4").getByText("Only the western one")).toBeVisible();
  await close();
});

test("without script the desk decides, asks and takes locks by forms", async ({
  browser,
  gatewatch,
}) => {
  const { reporter, verifier, close } = await people(browser, gatewatch);
  await report(reporter.context, "Almond 5");
  const storageState = await verifier.context.storageState();
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState });
  const page = await plain.newPage();
  await page.goto("/desk");
  await item(page, "Almond 5").getByRole("button", { name: "Take it up" }).click();
  await expect(item(page, "Almond 5").getByText("You work on this until")).toBeVisible();
  await item(page, "Almond 5").getByText("Reject …").click();
  await item(page, "Almond 5").getByLabel("Reason, for the reporter").fill("A week old");
  await item(page, "Almond 5").getByRole("button", { name: "Reject", exact: true }).click();
  await expect(page.getByText("Rejected; the reporter reads the reason.")).toBeVisible();
  await expect(item(page, "Almond 5")).toHaveCount(0);
  await plain.close();
  await close();
});

test("an admin trusts a reporter, whose report is then public and looked at after", async ({
  browser,
  gatewatch,
}) => {
  const admin = await openAs(browser, await addPerson(gatewatch, "admin"));
  const email = await addPerson(gatewatch, "reporter", ["--crossing", "torkham"]);
  const reporter = await openAs(browser, email);
  const page = admin.page;
  await page.goto("/desk");
  await page.getByRole("link", { name: "Trust" }).click();
  const row = page.getByRole("row").filter({ hasText: email });
  await expect(row.getByText("Observer")).toBeVisible();
  await row.getByRole("button", { name: "Trust Zarghuna reporter at Torkham" }).click();
  await expect(row.getByText("Trusted")).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  await page.getByRole("link", { name: "Back to the desk" }).click();
  await report(reporter.context, "Mulberry 2", "open");
  const unseen = page.getByRole("region", { name: "Published, not yet looked at" });
  await expect(unseen.getByText("Zarghuna reporter").first()).toBeVisible();
  const count = await unseen.getByRole("listitem").count();
  await unseen.getByRole("button", { name: "Seen, let it stand" }).first().click();
  await expect(page.getByText("Noted that it was seen.")).toBeVisible();
  expect(await unseen.getByRole("button", { name: "Seen, let it stand" }).count()).toBeLessThan(
    count,
  );
  await reporter.context.close();
  await admin.context.close();
});
