import type { Browser, BrowserContext, CDPSession, Page } from "@playwright/test";
import { devices, expect } from "@playwright/test";
import type { Gatewatch } from "../support/gatewatch.ts";
import { addPerson, signIn } from "./people.ts";

/* A reporter's phone: narrow, touched, with its own storage and a line that can be made bad. */

const PIXEL = devices["Pixel 5"];
export const HOME = "What you said last";

export interface Phone {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly email: string;
}

/** A phone on which a reporter of these crossings has signed in and seen the app once. */
export async function openPhone(
  browser: Browser,
  gatewatch: Gatewatch,
  crossings: readonly string[] = ["torkham"],
): Promise<Phone> {
  const named = crossings.flatMap((crossing) => ["--crossing", crossing]);
  const email = await addPerson(gatewatch, "reporter", named);
  const context = await newPhone(browser);
  const page = await context.newPage();
  await page.goto("/sign-in");
  await signIn(page, email);
  await page.waitForURL((url) => url.pathname === "/report");
  await untilKept(page);
  return { context, page, email };
}

export function newPhone(browser: Browser): Promise<BrowserContext> {
  const { defaultBrowserType: _, ...pixel } = { ...PIXEL };
  return browser.newContext({ ...pixel, viewport: { width: 360, height: 740 } });
}

/** The app is there, and the service worker keeps all that it needs. */
export async function untilKept(page: Page): Promise<void> {
  await page.getByRole("heading", { name: HOME }).first().waitFor();
  const isKept = () =>
    page.evaluate(async () => {
      const shell = await caches.match("/report/shell");
      return navigator.serviceWorker.controller !== null && shell !== undefined;
    });
  await expect.poll(isKept).toBe(true);
}

export interface Line {
  readonly latencyMs: number;
  readonly bytesPerSecond: number;
}
/** 250 ms and 50 kbit/s each way. */
export const TWO_G: Line = { latencyMs: 250, bytesPerSecond: 50_000 / 8 };

/** Makes the page's line slow; what its service worker fetches is not slowed by this. */
export async function slowDown(page: Page, line: Line): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: line.latencyMs,
    downloadThroughput: line.bytesPerSecond,
    uploadThroughput: line.bytesPerSecond,
  });
  return session;
}
