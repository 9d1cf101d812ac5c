import type { Page, Route } from "@playwright/test";
import sharp from "sharp";
import { expect, test } from "../support/gatewatch.ts";
import { openShared } from "./people.ts";

const PHOTOS = /\/api\/v1\/reports\/[^/]+\/photos(?:\/[^/]+)?(?:\?.*)?$/;

/** A photo that stays of some size however it is encoded. */
function photo(name: string, sidePixels: number) {
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  const create = {
    width: sidePixels,
    height: sidePixels,
    channels: 3,
    background: "grey",
    noise,
  } as const;
  return sharp({ create })
    .withExif({ IFD3: { GPSLatitudeRef: "N", GPSLatitude: "34/1 5/1 0/1" } })
    .jpeg({ quality: 90 })
    .toBuffer()
    .then((buffer) => ({ name, mimeType: "image/jpeg", buffer }));
}

/** A report of the form without script, received; its receipt is open. */
async function openReceipt(page: Page): Promise<string> {
  const response = await page.request.post("/api/trpc/reports.submit", {
    headers: { "Content-Type": "application/json" },
    data: {
      id: crypto.randomUUID(),
      crossing: "torkham",
      observedAt: new Date().toISOString(),
      claims: [{ kind: "state", lanes: ["PK-AF/truck"], value: "closed" }],
    },
  });
  const { result } = await response.json();
  await page.goto(`/report/${result.data.id}`);
  return result.data.id;
}

const list = (page: Page) => page.getByRole("list", { name: "Photos of this report" });
const add = (page: Page) => page.getByLabel("Add photos");

test("a photo gets through although the line breaks at every one of its requests", async ({
  browser,
  gatewatch,
}) => {
  test.setTimeout(180_000);
  const { context, page } = await openShared(browser, gatewatch, "reporter");
  const seen = new Map<string, number>();
  let requests = 0;
  let broken = 0;
  // Each request fails first on its way there, then on its way back; the third time it is let through.
  await context.route(PHOTOS, async (route: Route) => {
    const request = route.request();
    if (request.method() === "GET") return route.continue();
    requests += 1;
    const what = `${request.method()} ${request.url()}`;
    const times = seen.get(what) ?? 0;
    seen.set(what, times + 1);
    if (request.method() === "POST" ? times === 0 : times < 2) broken += 1;
    if (times === 0) return route.abort("internetdisconnected");
    if (times === 1 && request.method() === "PUT") {
      await route.fetch();
      return route.abort("connectionreset");
    }
    return route.continue();
  });
  const reportId = await openReceipt(page);
  await add(page).setInputFiles(await photo("gate.jpg", 300));
  await expect(list(page)).toContainText(/No line just now/);
  // The page is closed and opened again in the middle of it.
  await page.reload();
  for (let tries = 0; tries < 60; tries += 1) {
    if (await list(page).getByText("Received", { exact: true }).isVisible()) break;
    const again = list(page).getByRole("button", { name: "Send now" });
    await Promise.race([
      again.click({ timeout: 5_000 }).catch(() => undefined),
      list(page)
        .getByText("Received", { exact: true })
        .waitFor({ timeout: 5_000 })
        .catch(() => undefined),
    ]);
  }
  await expect(list(page).getByText("Received", { exact: true })).toBeVisible();
  expect(broken).toBeGreaterThan(4);
  expect(requests).toBeGreaterThan(broken);
  const own = await page.request.get(`/api/v1/reports/${reportId}/photos`);
  const { photos } = await own.json();
  expect(photos).toMatchObject([{ state: "kept", widthPixels: 300, heightPixels: 300 }]);
  await context.close();
});

test("a photo reaches the desk, is shown in public with its report, and is taken back", async ({
  browser,
  gatewatch,
}) => {
  const { context, page } = await openShared(browser, gatewatch, "reporter");
  const verifier = await openShared(browser, gatewatch, "verifier");
  const reportId = await openReceipt(page);
  await add(page).setInputFiles([await photo("queue.jpg", 1_200), await photo("gate.jpg", 300)]);
  await expect(list(page).getByText("Received", { exact: true })).toHaveCount(2);
  await verifier.page.goto("/desk");
  const shown = verifier.page.getByRole("img", { name: "Photo 1 sent with this report" }).first();
  await expect(shown).toBeVisible();
  const { photos } = await (
    await verifier.page.request.get(`/api/v1/reports/${reportId}/photos`)
  ).json();
  const picture = `/api/v1/reports/${reportId}/photos/${photos[0].id}/picture`;
  const stranger = await browser.newContext();
  expect((await stranger.request.get(`${gatewatch.url}${picture}`)).status()).toBe(404);
  // The innermost: the photo's own item, not the report's.
  const item = verifier.page
    .getByRole("listitem")
    .filter({ has: verifier.page.locator(`img[src="${picture}"]`) })
    .last();
  await item.getByRole("button", { name: "Show in public" }).click();
  await expect(item.getByText("Shown with the report once it is published")).toBeVisible();
  await verifier.page.request.post("/api/trpc/desk.publish", {
    headers: { "Content-Type": "application/json" },
    data: { id: reportId },
  });
  const reader = await stranger.newPage();
  await expect(async () => {
    await reader.goto(`${gatewatch.url}/crossings/torkham`);
    await expect(reader.getByRole("img", { name: /^Photo 1 by / })).toBeVisible({ timeout: 1_000 });
  }).toPass();
  const bytes = await (await stranger.request.get(`${gatewatch.url}${picture}`)).body();
  expect((await sharp(bytes).metadata()).exif).toBeUndefined();
  await verifier.page.request.post("/api/trpc/photos.unpublish", {
    headers: { "Content-Type": "application/json" },
    data: { reportId, id: photos[0].id },
  });
  await expect(async () => {
    await reader.goto(`${gatewatch.url}/crossings/torkham`);
    await expect(reader.getByRole("img", { name: /^Photo 1 by / })).toHaveCount(0);
  }).toPass();
  expect((await stranger.request.get(`${gatewatch.url}${picture}`)).status()).toBe(404);
  await stranger.close();
  await verifier.context.close();
  await context.close();
});

test("what is no photo is said at once and the report stands", async ({ browser, gatewatch }) => {
  const { context, page } = await openShared(browser, gatewatch, "reporter");
  await openReceipt(page);
  const buffer = Buffer.from("this is a letter");
  await add(page).setInputFiles({ name: "letter.jpg", mimeType: "image/jpeg", buffer });
  await expect(page.getByText("“letter.jpg” could not be read as a photo")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Report received" })).toBeVisible();
  await context.close();
});

test("from a phone that is full a photo goes all the same", async ({ browser, gatewatch }) => {
  const { context, page } = await openShared(browser, gatewatch, "reporter");
  await context.route(PHOTOS, (route) =>
    route.request().method() === "GET" ? route.continue() : route.abort("internetdisconnected"),
  );
  await openReceipt(page);
  await add(page).setInputFiles(await photo("gate.jpg", 100));
  await expect(list(page).getByText("No line just now")).toBeVisible();
  await context.unroute(PHOTOS);
  await page.addInitScript(() => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await page.reload();
  await expect(list(page).getByText("Received")).toBeVisible();
  await context.close();
});
