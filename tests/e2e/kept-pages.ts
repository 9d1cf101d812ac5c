import type { Page } from "@playwright/test";
import { expect } from "@playwright/test";

/* What a reader's device keeps of the public pages (public/sw-pages.js). */

const CACHE = "gatewatch.pages";

/** Addresses of the kept pages, oldest first, without their files. */
export const keptPages = (page: Page): Promise<string[]> =>
  page.evaluate(async (name) => {
    const requests = (await caches.has(name)) ? await (await caches.open(name)).keys() : [];
    const urls = requests.map(({ url }) => new URL(url));
    return urls
      .filter(({ pathname }) => !pathname.startsWith("/_next/"))
      .map(({ pathname, search }) => `${pathname}${search}`);
  }, CACHE);

/** The worker comes some seconds after the first page. */
export async function untilKept(page: Page, address: string): Promise<void> {
  await expect.poll(() => keptPages(page), { timeout: 20_000 }).toContain(address);
}
