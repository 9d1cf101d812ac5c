import type { BrowserContext, Page } from "@playwright/test";
import { expect, test } from "../support/gatewatch.ts";
import { clearDesk, countOnServer, fillOutbox, lines, sayClosed } from "./field-app.ts";
import { openPhone } from "./phone.ts";

test.afterAll(({ gatewatch }) => clearDesk(gatewatch));

/** The browser wakes the service worker as it does when a line is back and the app is closed. */
async function wake(context: BrowserContext, page: Page, origin: string): Promise<void> {
  const session = await context.newCDPSession(page);
  const registration = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL === `${origin}/`);
      if (own !== undefined) resolve(own.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  const registrationId = await registration;
  const event = { origin, registrationId, tag: "gatewatch.outbox", lastChance: false };
  await session.send("ServiceWorker.dispatchSyncEvent", event);
}

const states = (page: Page) =>
  page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("gatewatch-field");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const found = await new Promise<Array<{ state: string; attempts: number }>>((resolve) => {
      const request = database.transaction("reports").objectStore("reports").getAll();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    return found.map(({ state }) => state);
  });

test("woken by the browser, the service worker sends what waits while the app is closed", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await fillOutbox(page, 3);
  // The app is closed; the page that stays is not its page.
  await page.goto("/lite");
  expect(await states(page)).toEqual(["saved", "saved", "saved"]);
  await wake(context, page, gatewatch.url);
  await expect.poll(() => states(page)).toEqual(["received", "received", "received"]);
  // Woken once more there is nothing to do.
  await wake(context, page, gatewatch.url);
  expect(await countOnServer(page)).toBe(3);
  await page.goto("/report");
  await expect(page.getByText("Everything has been received.")).toBeVisible();
  await context.close();
});

test("woken by the browser, the service worker takes a report back too", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await sayClosed(page);
  await expect(page.getByText("Everything has been received.")).toBeVisible();
  await context.setOffline(true);
  await lines(page, "Waits for the desk").getByRole("link").tap();
  await page.getByRole("link", { name: "Take this back" }).tap();
  await page.getByLabel("Why").fill("Not so.");
  await page.getByRole("button", { name: "Take it back" }).tap();
  await expect(page.getByText("Taking 1 report back waits here to be sent.")).toBeVisible();
  // The app is closed before the line is back: nobody but the worker can send it.
  await page.goto("about:blank");
  await context.setOffline(false);
  await page.goto("/lite");
  await wake(context, page, gatewatch.url);
  await expect.poll(() => states(page)).toEqual(["received", "received"]);
  const own = await page.request.get("/api/trpc/reports.mine?input=%7B%7D");
  expect((await own.json()).result.data.reports).toMatchObject([{ review: "retracted" }]);
  await context.close();
});

test("woken without a session it keeps everything as it was", async ({ browser, gatewatch }) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await fillOutbox(page, 2);
  await page.goto("/lite");
  await context.clearCookies();
  const refused = page
    .context()
    .waitForEvent("response", (r) => r.url().endsWith("reports.submit"));
  await wake(context, page, gatewatch.url);
  expect((await refused).status()).toBe(401);
  // The first has left and was not taken; the second has not been tried.
  await expect.poll(() => states(page)).toEqual(["sent", "saved"]);
  await context.close();
});

test("whoever saves without a line asks the browser to wake the worker", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  const session = await context.newCDPSession(page);
  await session.send("Browser.grantPermissions", { permissions: ["backgroundSync"] });
  await context.setOffline(true);
  await sayClosed(page);
  const tags = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const sync: { getTags(): Promise<string[]> } = Reflect.get(registration, "sync");
      return sync.getTags();
    });
  await expect.poll(tags).toEqual(["gatewatch.outbox"]);
  await context.close();
});
