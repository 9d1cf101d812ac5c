import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, type Gatewatch, test } from "../support/gatewatch.ts";
import { untilKept } from "./kept-pages.ts";
import { addPerson } from "./people.ts";

/* What time does to a page that stays open, whether or not anybody still answers; and to a reader who comes back. */

const HOUR_MS = 3_600_000;

/** Sends reports as somebody whose word is published at once. */
async function publisher(gatewatch: Gatewatch) {
  const email = await addPerson(gatewatch, "verifier");
  const scope = ["--email", email, "--scope", "reports:write", "--json"];
  const { output } = await gatewatch.admin(["key", "add", ...scope]);
  const key = /"key":\s*"([^"]+)"/.exec(output)?.[1];
  return async (page: Page, crossing: string, value: "open" | "closed") => {
    const claims = [
      { kind: "state", lanes: ["PK-AF/truck", "AF-PK/truck"], value, track: "observed" },
    ];
    const reply = await page.request.post(`${gatewatch.url}/api/v1/reports`, {
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      data: { id: randomUUID(), crossing, observedAt: new Date().toISOString(), claims },
    });
    expect(reply.ok(), await reply.text()).toBe(true);
  };
}

const rowOf = (page: Page, name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name }) });

test("an open page whose server is gone says so, and its open turns unknown by itself", async ({
  page,
  newGatewatch,
}) => {
  const publish = await publisher(newGatewatch);
  await publish(page, "torkham", "open");
  await page.clock.install();
  await page.goto(newGatewatch.url);
  const row = rowOf(page, "Torkham");
  await expect(row.getByText("Partly open")).toBeVisible();
  await expect(row.getByText("fresh")).toBeVisible();
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await newGatewatch.stop();
  await page.clock.runFor(60_000);
  await expect(page.getByText(/No word from Gatewatch since .* your time/)).toBeVisible();
  await page.clock.fastForward(400 * HOUR_MS);
  await page.clock.runFor(31_000);
  await expect(row.getByText("silent")).toBeVisible();
  await expect(row.getByText("Unknown", { exact: true })).toBeVisible();
  await expect(row.getByText(/last seen open \d+ \w+ \d{4}/)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("unknown");
  await expect(page.getByRole("heading", { level: 1 })).not.toContainText("partly open");
});

test("a page seen before opens when the server is gone, says of when it is, and ages", async ({
  page,
  newGatewatch,
}) => {
  const publish = await publisher(newGatewatch);
  await publish(page, "torkham", "open");
  await page.goto(newGatewatch.url);
  await untilKept(page, "/");
  await newGatewatch.stop();
  await page.clock.install({ time: Date.now() + 400 * HOUR_MS });
  await page.goto(newGatewatch.url);
  await expect(page.getByText(/No word from Gatewatch since .* your time/)).toBeVisible();
  const row = rowOf(page, "Torkham");
  await expect(row.getByText("Unknown", { exact: true })).toBeVisible();
  await expect(row.getByText(/last seen open \d+ \w+ \d{4}/)).toBeVisible();
});

test("exact local times open by keyboard, close by Escape, and name both sides and the reader", async ({
  page,
}) => {
  await page.goto("/crossings/torkham?asOf=2025-11-14T12:00:00Z");
  const when = page.getByRole("region", { name: "Figures" }).locator(".when").first();
  await when.focus();
  const tip = page.getByRole("tooltip");
  await expect(tip).toBeVisible();
  await expect(tip).toContainText("Pakistan Standard Time");
  await expect(tip).toContainText("Afghanistan Time");
  await expect(tip).toContainText("Your time");
  await expect(when).toHaveAccessibleDescription(/UTC\+4:30/);
  await page.keyboard.press("Escape");
  await expect(tip).toBeHidden();
  await when.click();
  await expect(tip).toBeVisible();
  const axe = new AxeBuilder({ page }).include("#figures").include(".when-tip");
  expect((await axe.analyze()).violations).toEqual([]);
});

test("4,000–5,000 at Torkham against 107 a month before: the panel draws both and says 37–47", async ({
  page,
}) => {
  await page.goto("/?asOf=2025-11-14T12:00:00Z");
  await rowOf(page, "Torkham").getByRole("link", { name: "4,000–5,000" }).press("Enter");
  await expect(page).toHaveURL(/#figure-trucks_stranded$/);
  const figures = page.getByRole("region", { name: "Figures" });
  const lines = figures.getByRole("list", { name: "1 claim behind it" }).getByRole("listitem");
  await expect(lines.first()).toHaveText(/Transporters, in Dawn4,000–5,000/);
  await expect(lines.filter({ hasText: "Transit Trade" })).toHaveText(/107$/);
  await expect(figures.getByText(/differ by a factor of .*37–\u206047/)).toBeVisible();
  await expect(figures.getByText(/Logarithmic scale/)).toBeVisible();
  await figures.locator("summary", { hasText: "1 claim behind it" }).focus();
  await page.keyboard.press("Enter");
  await expect(figures.getByText("How the best number is chosen")).toBeVisible();
});

test("who comes back is told what changed since, until they have taken note", async ({
  page,
  gatewatch,
}) => {
  const publish = await publisher(gatewatch);
  await publish(page, "torkham", "open");
  await page.goto("/");
  await expect(rowOf(page, "Torkham").getByText("Partly open")).toBeVisible();
  const kept = () => page.evaluate(() => localStorage.getItem("gatewatch.visit"));
  await expect.poll(kept, { timeout: 20_000 }).toContain("torkham");
  // Away for an hour, by the device's own record.
  await page.goto("/healthz");
  await page.evaluate((hourMs) => {
    const visit = JSON.parse(localStorage.getItem("gatewatch.visit") ?? "{}");
    const at = new Date(Date.now() - hourMs).toISOString();
    localStorage.setItem("gatewatch.visit", JSON.stringify({ ...visit, at }));
  }, HOUR_MS);
  await publish(page, "torkham", "closed");
  await page.goto("/");
  const since = page.getByRole("region", { name: "Since your last visit" });
  await expect(since).toContainText("Torkham – Trucks: Closed");
  await expect(rowOf(page, "Torkham").getByText("Changed since your visit")).toBeVisible();
  await since.getByRole("button", { name: "Noted" }).click();
  await expect(since).toBeHidden();
  await page.reload();
  await expect(rowOf(page, "Torkham").getByText("Closed").first()).toBeVisible();
  await expect(since).toBeHidden();
});

test("changes are listed for everybody, by crossing, without script and in every language", async ({
  browser,
  gatewatch,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: gatewatch.url });
  const page = await context.newPage();
  await page.goto("/changes");
  await page.getByLabel("Crossing").selectOption({ label: "Torkham" });
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page).toHaveURL(/crossing=torkham/);
  await expect(page.getByRole("heading", { level: 2 }).first()).toHaveText(/Torkham/);
  for (const [path, title] of [
    ["/ur/changes", "تبدیلیاں اور تصحیحات"],
    ["/ps/changes", "بدلونونه او سمونونه"],
    ["/fa-AF/changes", "تغییرات و اصلاحات"],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
  }
  await page.goto("/changes?crossing=nowhere&before=xyz");
  await expect(page.getByText(/nowhere/)).toBeVisible();
  await context.close();
});
