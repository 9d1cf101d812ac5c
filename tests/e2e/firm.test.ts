/** A firm: it makes a corridor, reads its board as gates close, and says who may change what. */
import { randomUUID } from "node:crypto";
import AxeBuilder from "@axe-core/playwright";
import { expect, type Gatewatch, test } from "../support/gatewatch.ts";
import { addFirm, addPerson, openAs } from "./people.ts";

/** A report of a trusted reporter, which is public at once. */
async function tell(
  { context }: Awaited<ReturnType<typeof openAs>>,
  claims: readonly object[],
): Promise<void> {
  const observedAt = new Date().toISOString();
  const data = { id: randomUUID(), crossing: "torkham", observedAt, claims };
  const reply = await context.request.post("/api/trpc/reports.submit", { data });
  expect(reply.status(), await reply.text()).toBe(200);
}

/** Several people sign in, and the admin command starts for each. */
const SLOW_MS = 180_000;

const trusted = ["--crossing", "torkham", "--trusted"];

async function addViewer(gatewatch: Gatewatch, firmId: string): Promise<string> {
  const email = await addPerson(gatewatch, "firm");
  const member = ["firm", "member", "--firm", firmId, "--email", email, "--role", "viewer"];
  expect((await gatewatch.admin(member)).exitCode).toBe(0);
  return email;
}

test("a firm makes a corridor and its board follows the gates; a viewer reads it and changes nothing", async ({
  browser,
  gatewatch,
}) => {
  test.setTimeout(SLOW_MS);
  const { owner, firmId } = await addFirm(gatewatch);
  const { page, context } = await openAs(browser, owner);
  await expect(page).toHaveURL(/\/firm$/);
  await expect(page.getByText("No corridor yet")).toBeVisible();

  await page.getByRole("link", { name: /^Pakistan to Afghanistan/ }).click();
  const form = page.getByRole("region", { name: "New corridor" });
  await form.getByLabel("Name").fill("Peshawar to Kabul");
  for (const select of await form.getByRole("combobox", { name: /./ }).all()) {
    if ((await select.getAttribute("name"))?.startsWith("rank:")) await select.selectOption("0");
  }
  await form.getByLabel("Torkham").selectOption("1");
  await form.getByLabel("Kharlachi").selectOption("2");
  await form.getByRole("button", { name: "Make the corridor" }).click();
  await expect(page).toHaveURL(/\/firm$/);
  const board = page.getByRole("region", { name: /Peshawar to Kabul/ });
  await expect(board.getByRole("heading", { level: 3 }).first()).toContainText("Torkham");

  const reporter = await openAs(browser, await addPerson(gatewatch, "reporter", trusted));
  await tell(reporter, [{ kind: "state", lanes: ["PK-AF/truck"], value: "closed" }]);
  await expect(board.getByText(/Torkham closed; .*open to loaded trucks\./)).toBeVisible();
  await tell(reporter, [
    { kind: "state", lanes: ["PK-AF/truck"], value: "open" },
    { kind: "count", metric: "trucks_stranded", low: 500, high: 700, basis: "estimated" },
  ]);
  await expect(board.getByText(/Torkham open; .*1 of 2 open to loaded trucks\./)).toBeVisible();
  await expect(board.getByText("500–700").first()).toBeVisible();
  await expect(board.getByText("nobody has counted what crosses")).toBeVisible();

  const viewer = await openAs(browser, await addViewer(gatewatch, firmId));
  const read = viewer.page.getByRole("region", { name: /Peshawar to Kabul/ });
  await expect(read.getByText(/Torkham open/)).toBeVisible();
  await viewer.page.getByRole("link", { name: "Corridors" }).click();
  await expect(viewer.page.getByRole("heading", { name: "Peshawar to Kabul" })).toBeVisible();
  await expect(viewer.page.getByRole("button", { name: /End/ })).toHaveCount(0);
  await expect(viewer.page.getByRole("region", { name: "New corridor" })).toHaveCount(0);
  const data = {
    id: randomUUID(),
    name: "Mine",
    direction: "PK-AF",
    mode: "truck",
    crossings: ["torkham"],
  };
  const refused = await viewer.context.request.post("/api/trpc/corridors.save", { data });
  expect(refused.status()).toBe(403);

  for (const path of ["/firm", "/firm/corridors", "/firm/members"]) {
    const reply = await page.goto(path);
    expect(reply?.headers()["cache-control"]).toContain("no-store");
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
  for (const one of [context, reporter.context, viewer.context]) await one.close();
});

test("what a load's hours are stays in the browser, and is set against the closed gate", async ({
  browser,
  gatewatch,
}) => {
  test.setTimeout(SLOW_MS);
  const { owner } = await addFirm(gatewatch, "Fresh Fruit");
  const { page, context } = await openAs(browser, owner);
  const corridor = { id: randomUUID(), name: "Fruit", direction: "AF-PK", mode: "truck" };
  await context.request.post("/api/trpc/corridors.save", {
    data: { ...corridor, crossings: ["torkham"] },
  });
  const reporter = await openAs(browser, await addPerson(gatewatch, "reporter", trusted));
  // Seen open first, so that it is closed since now and not since the record says.
  for (const value of ["open", "closed"]) {
    await tell(reporter, [{ kind: "state", lanes: ["AF-PK/truck"], value }]);
  }
  await page.goto("/firm");
  const sent: string[] = [];
  page.on("request", (request) => sent.push(`${request.url()} ${request.postData() ?? ""}`));
  const hours = page.getByLabel("Hours until the load spoils");
  await hours.fill("1234.5");
  await expect(page.getByText("51 d left")).toBeVisible();
  await page.reload();
  await expect(hours).toHaveValue("1234.5");
  expect(sent.filter((one) => one.includes("1234"))).toEqual([]);
  await hours.fill("soon");
  await expect(page.getByText(/^Write hours up to/)).toBeVisible();
  for (const one of [context, reporter.context]) await one.close();
});

test("a change of a crossing that is in three corridors asks for the board once", async ({
  browser,
  gatewatch,
}) => {
  test.setTimeout(SLOW_MS);
  const { owner } = await addFirm(gatewatch, "Three Ways");
  const { page, context } = await openAs(browser, owner);
  for (const name of ["First way", "Second way", "Third way"]) {
    const data = { id: randomUUID(), name, direction: "PK-AF", mode: "truck" };
    const reply = await context.request.post("/api/trpc/corridors.save", {
      data: { ...data, crossings: ["torkham"] },
    });
    expect(reply.status()).toBe(200);
  }
  const reporter = await openAs(browser, await addPerson(gatewatch, "reporter", trusted));
  await page.goto("/firm");
  let refreshes = 0;
  page.on("request", (request) => {
    const headers = request.headers();
    if (headers.rsc !== "1" || "next-router-prefetch" in headers) return;
    if (new URL(request.url()).pathname === "/firm") refreshes += 1;
  });
  await tell(reporter, [
    { kind: "count", metric: "trucks_stranded", low: 811, high: 812, basis: "counted" },
  ]);
  // Others of this Gatewatch may have counted fewer.
  await expect(page.getByText(/\d+–812/)).toHaveCount(3);
  expect(refreshes).toBe(1);
  for (const one of [context, reporter.context]) await one.close();
});
