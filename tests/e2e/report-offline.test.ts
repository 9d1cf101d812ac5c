import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect, test } from "../support/gatewatch.ts";
import {
  clearDesk,
  countOnServer,
  fillOutbox,
  lines,
  nothingChanged,
  own,
  save,
  sayClosed,
} from "./field-app.ts";
import { addPerson, signIn, stateKey } from "./people.ts";
import { newPhone, openPhone, untilKept } from "./phone.ts";

test.afterAll(({ gatewatch }) => clearDesk(gatewatch));

test("opens, writes and keeps without a network, also after a restart, and sends when there is one", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await context.setOffline(true);
  await page.goto("/report");
  await expect(page.getByRole("heading", { name: "Torkham" })).toBeVisible();
  await expect(nothingChanged(page)).toBeDisabled();
  await sayClosed(page);
  await expect(own(page).getByText("Every lane: Closed, as seen")).toHaveCount(1);
  await nothingChanged(page).tap();
  await expect(page.getByText("2 reports wait here to be sent.")).toBeVisible();
  // An impatient second tap is not a second heartbeat.
  await nothingChanged(page).tap();
  await expect(page.getByText("Already saved just now.")).toBeVisible();
  await page.close();

  const again = await context.newPage();
  await again.goto("/report");
  await expect(again.getByText("2 reports wait here to be sent.")).toBeVisible();
  const { violations } = await new AxeBuilder({ page: again }).analyze();
  expect(violations).toEqual([]);
  await context.setOffline(false);
  await expect(again.getByText("Everything has been received.")).toBeVisible();
  await expect(lines(again, "Waits for the desk")).toHaveCount(2);
  expect(await countOnServer(again)).toBe(2);
  await again.reload();
  await expect(lines(again, "Waits for the desk")).toHaveCount(2);
  await context.close();
});

test("never is a report that waits said to have been received, not for a moment", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await context.setOffline(true);
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const look = () => said.push(document.querySelector("main [role=status]")?.textContent ?? "");
    new MutationObserver(look).observe(document.body, { childList: true, subtree: true });
  });
  await sayClosed(page);
  await expect(page.getByText("1 report waits here to be sent.")).toBeVisible();
  const said = await page.evaluate((): string[] => Reflect.get(window, "said"));
  const afterSaving = said.filter((text) => text.includes("Saved on this phone."));
  expect(afterSaving.length).toBeGreaterThan(0);
  expect(afterSaving.filter((text) => !text.includes("1 report waits"))).toEqual([]);
  await context.close();
});

test("changing only the state takes three taps, and nothing wider than the phone", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  let taps = 0;
  const tap = async (target: ReturnType<Page["locator"]>) => {
    taps += 1;
    await target.tap();
  };
  await tap(page.getByRole("link", { name: "Update" }));
  const closed = page
    .getByRole("group", { name: "All lanes", exact: true })
    .locator("label")
    .nth(3);
  await tap(closed);
  await tap(save(page));
  await expect(lines(page, "Waits for the desk")).toHaveCount(1);
  expect(taps).toBeLessThanOrEqual(4);
  // Prefilled with what was said last: another word for all lanes is one tap again.
  await page.getByRole("link", { name: "Update" }).tap();
  await expect(stateKey(page, "All lanes", "Closed")).toBeChecked();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations).toEqual([]);
  for (const path of [
    "/report",
    "/ur/report",
    "/ps/report#update/torkham",
    "/fa-AF/report#event/torkham",
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, path).toBeLessThanOrEqual(360);
  }
  await context.close();
});

test("a phone that keeps nothing says so before anybody writes", async ({ browser, gatewatch }) => {
  const { context } = await openPhone(browser, gatewatch);
  await context.addInitScript(() => {
    Object.defineProperty(window, "indexedDB", {
      get: () => {
        throw new Error("blocked");
      },
    });
  });
  const page = await context.newPage();
  await page.goto("/report");
  await expect(page.getByText("This browser keeps nothing")).toBeVisible();
  await sayClosed(page);
  await expect(lines(page, "Waits for the desk")).toHaveCount(1);
  await context.close();
});

test("two taps leave nothing of the reporter on the phone", async ({ browser, gatewatch }) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await fillOutbox(page, 3);
  await page.getByRole("button", { name: "Wipe this phone" }).tap();
  await page.getByRole("button", { name: "Yes, wipe everything now" }).tap();
  await page.waitForURL((url) => url.pathname === "/");
  const left = await page.evaluate(async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    caches: await caches.keys(),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    kept: [...Object.keys(localStorage), ...Object.keys(sessionStorage)],
  }));
  expect(left).toEqual({ workers: 0, caches: [], databases: [], kept: [] });
  // Not even that it was known here: the device's own cookie is gone too.
  expect(await context.cookies()).toEqual([]);
  await page.goto("/report");
  await expect(page).toHaveURL(/sign-in/);
  await context.close();
});

test("what comes in while the phone is wiped is not kept either", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  let answer = () => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route("**/api/trpc/field.home**", async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  const other = await context.newPage();
  await other.goto("/lite");
  // The last that wiping asks for: by then all else has been deleted.
  await page.route("**/api/forget-phone", async (route) => {
    const late = page.waitForResponse((response) => response.url().includes("field.home"));
    answer();
    await (await late).finished();
    await other.evaluate(() => new BroadcastChannel("gatewatch-photos").postMessage("changed"));
    await page.evaluate(() => new Promise(requestAnimationFrame));
    // Without an answer the server clears nothing: what is left is what this page has left.
    await route.abort();
  });
  await page.getByRole("button", { name: "Wipe this phone" }).tap();
  await page.getByRole("button", { name: "Yes, wipe everything now" }).tap();
  await page.waitForURL((url) => url.pathname === "/");
  const left = await page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    kept: Object.keys(localStorage),
  }));
  expect(left).toEqual({ databases: [], kept: ["gatewatch.unfinished-wipe"] });
  await context.close();
});

test("wiped without a line, the session and the cookies go at the next visit", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  await context.setOffline(true);
  await page.getByRole("button", { name: "Wipe this phone" }).tap();
  await page.getByRole("button", { name: "Yes, wipe everything now" }).tap();
  await expect(page.getByRole("button", { name: "Yes, wipe everything now" })).toHaveCount(0);
  await page.close();
  const before = await context.cookies();
  expect(before.map(({ name }) => name)).toContain("gatewatch.device");
  await context.setOffline(false);
  const again = await context.newPage();
  // A line on which the app would have had the time to come back.
  await again.route("**/api/forget-phone", (route) => setTimeout(() => route.continue(), 2_000));
  await again.goto("/report");
  await expect(again).toHaveURL(/sign-in/);
  const left = await again.evaluate(async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    kept: Object.keys(localStorage),
  }));
  expect(left).toEqual({ workers: 0, kept: [] });
  expect((await context.cookies()).map(({ name }) => name)).not.toContain("gatewatch.device");
  // The session has ended there, not only here.
  await context.addCookies(before);
  await again.goto("/report");
  await expect(again).toHaveURL(/sign-in/);
  await context.close();
});

test("what the phone keeps is the same for everybody, and no answer of the API is in it", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openPhone(browser, gatewatch);
  const kept = await page.evaluate(async () => {
    const found: Array<{ path: string; text: string }> = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const text = (await (await cache.match(request))?.text()) ?? "";
        found.push({ path: new URL(request.url).pathname, text });
      }
    }
    return found;
  });
  expect(kept.length).toBeGreaterThan(3);
  for (const { path, text } of kept) {
    expect(path).toMatch(
      /^\/(?:_next\/static\/|(?:(?:ur|ps|fa-AF)\/)?report\/shell$|manifests\/|favicon\.svg$)/,
    );
    expect(text).not.toContain("Zarghuna");
  }
  const stranger = await (await newPhone(browser)).newPage();
  const shell = await stranger.goto("/report/shell");
  expect(await shell?.text()).toBe(kept.find(({ path }) => path === "/report/shell")?.text);
  await stranger.context().close();
  await context.close();
});

test("an app that a bad line kept from being kept is kept as soon as there is a good one", async ({
  browser,
  gatewatch,
}) => {
  const email = await addPerson(gatewatch, "reporter", ["--crossing", "torkham"]);
  const context = await newPhone(browser);
  const page = await context.newPage();
  // As where the line breaks while the worker comes.
  await page.addInitScript(() => {
    const { register } = ServiceWorkerContainer.prototype;
    ServiceWorkerContainer.prototype.register = (...what) => {
      ServiceWorkerContainer.prototype.register = register;
      return Promise.reject(new TypeError(`no line for ${what}`));
    };
  });
  await page.goto("/sign-in");
  await signIn(page, email);
  // The app itself: what the server drew before it has these headings too.
  await expect(page.getByRole("button", { name: "Wipe this phone" })).toBeVisible();
  await context.setOffline(true);
  // Somebody looks, and nothing answers.
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(page.getByText("No connection. What you write is saved here")).toBeVisible();
  await context.setOffline(false);
  await untilKept(page);
  await context.close();
});

test("a line that breaks right after signing in leaves a phone that knows whose it is", async ({
  browser,
  gatewatch,
}) => {
  const email = await addPerson(gatewatch, "reporter", ["--crossing", "torkham"]);
  const context = await newPhone(browser);
  await context.route("**/api/trpc/**", (route) => route.abort());
  const page = await context.newPage();
  await page.goto("/sign-in");
  await signIn(page, email);
  await expect(page.getByText("No connection. What you write is saved here")).toBeVisible();
  await sayClosed(page);
  await expect(page.getByText("1 report waits here to be sent.")).toBeVisible();
  await context.close();
});
