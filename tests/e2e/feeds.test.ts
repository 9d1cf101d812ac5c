import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { cbpAnswer } from "../support/feeds/cbp-answer.ts";
import { openFeedServer } from "../support/feeds/feed-server.ts";
import { expect, test as shared } from "../support/gatewatch.ts";
import { addPerson, openAs, openShared } from "./people.ts";

/** Of its own: eighty crossings more, and what files bring, are in the way of every other test. */
const test = shared.extend({
  baseURL: async ({ newGatewatch }, use) => {
    await use(newGatewatch.url);
  },
});

/** One feed from its first preview to its change, with eighty crossings. */
const SLOW_MS = 180_000;

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
}

test("an admin looks at a feed, adds it, and its crossings stand on the overview", async ({
  browser,
  newGatewatch: gatewatch,
}) => {
  test.setTimeout(SLOW_MS);
  const answer = JSON.stringify(cbpAnswer(new Date().toISOString()));
  const server = await openFeedServer((_, res) => void res.end(answer));
  const email = await addPerson(gatewatch, "admin");
  const { context, page } = await openAs(browser, email);
  await page.goto("/desk/feeds");
  await expect(page.getByText("There is no feed yet.")).toBeVisible();
  await page.getByLabel("Address").fill(server.url);
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(page.getByText("80 new crossings")).toBeVisible();
  await expect(page.getByLabel("Address")).toHaveValue(server.url);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByText("Added. It is being asked.")).toBeVisible();
  await page.getByRole("button", { name: /^Ask now/ }).click();
  await page.getByRole("button", { name: /^Add its crossings/ }).click();
  await expect(page.getByText("Its crossings are here.")).toBeVisible();
  await page.getByRole("button", { name: /^Ask now/ }).click();
  await expect(page.getByText(/Last answer: \d+ reports/)).toBeVisible();
  await page.setViewportSize({ width: 360, height: 740 });
  await expectAccessible(page);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
  await page.getByRole("link", { name: /^Change U\.S\./ }).click();
  const form = page.getByRole("region", { name: "Change a feed" });
  await expect(form.getByLabel("Address")).toHaveValue(server.url);
  await expectAccessible(page);
  await form.getByLabel("Address").fill("https://user:secret@example.org/");
  await form.getByRole("button", { name: "Save" }).click();
  await expect(form.getByText(/^This address cannot be asked\./)).toBeVisible();
  await form.getByLabel("Address").fill(server.url);
  await form.getByLabel("Ask every … minutes").fill("30");
  await form.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(form.getByText(/\d+ reports, \d+ known already/)).toBeVisible();
  await form.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Changed. It is being asked.")).toBeVisible();
  await page.getByRole("button", { name: /^Park/ }).click();
  await expect(page.getByText("Parked: it is not asked")).toBeVisible();
  await expect(page.getByText("Parked by an admin.")).toBeVisible();
  await page.goto("/fa-AF/desk/feeds");
  await expect(page.getByText("مدیر آن را نگه داشت.")).toBeVisible();
  const reader = await browser.newContext();
  const open = await reader.newPage();
  await open.goto("/crossings/world-trade-bridge-laredo");
  await expect(open.getByRole("heading", { level: 1 })).toContainText("World Trade Bridge");
  await expect(open.getByText("Open", { exact: true }).first()).toBeVisible();
  await reader.close();
  await context.close();
  await server.close();
});

test("a verifier brings a file, downloads what is wrong, and takes over the good rows", async ({
  browser,
  newGatewatch: gatewatch,
}) => {
  const { context, page } = await openShared(browser, gatewatch, "verifier");
  await page.goto("/desk/imports");
  const rows = [
    "\ufeffcrossing;observed_at;lanes;state;source;source_kind",
    `badini;${new Date(Date.now() - 600_000).toISOString()};truck;closed;Customs;official`,
    "atlantis;yesterday;;open;Customs;official",
  ];
  await page.getByLabel("File", { exact: true }).setInputFiles({
    name: "gates.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(rows.join("\r\n")),
  });
  await page.getByRole("button", { name: "Send and check" }).click();
  await expect(page.getByText("2 rows: 1 well, 1 not.")).toBeVisible();
  await expect(page.getByText("there is no crossing “atlantis”")).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "Download all problems" }).click();
  expect((await download).suggestedFilename()).toMatch(/^problems-.*\.csv$/);
  await page.getByRole("button", { name: "Take over the good row" }).click();
  await expect(page.getByText("2 rows: 1 new, 0 known already, 1 left out.")).toBeVisible();
  await context.close();
});

test("a preview says what is odd in a table, and why a row would not be taken", async ({
  browser,
  newGatewatch: gatewatch,
}) => {
  test.setTimeout(SLOW_MS);
  const later = new Date(Date.now() + 2 * 3_600_000).toISOString();
  const server = await openFeedServer(
    (_, res) => void res.end(`gate,when,state\ntorkham,${later},open\n`),
  );
  const email = await addPerson(gatewatch, "admin");
  const { context, page } = await openAs(browser, email);
  await page.goto("/desk/feeds");
  await page.getByLabel("What it is").selectOption({ label: "A table (CSV)" });
  await page.getByLabel("Address").fill(server.url);
  await page.getByLabel("Crossing", { exact: true }).fill("gate");
  await page.getByLabel("Seen at").fill("when");
  await page.getByLabel("State", { exact: true }).fill("state");
  await page.getByRole("button", { name: "Preview", exact: true }).click();
  await expect(page.getByText("1 refused. 1 oddity")).toBeVisible();
  await page.getByText("What was odd").click();
  await expect(page.getByRole("listitem").filter({ hasText: "lies in the future" })).toBeVisible();
  await context.close();
  await server.close();
});
