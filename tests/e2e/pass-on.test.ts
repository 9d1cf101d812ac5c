import AxeBuilder from "@axe-core/playwright";
import sharp from "sharp";
import { expect, test } from "../support/gatewatch.ts";

const AS_OF = "asOf=2025-10-13T12:00:00Z";

test("a link to a crossing brings a picture, in the reader's language", async ({
  request,
  gatewatch,
}) => {
  const page = await (await request.get(`/crossings/torkham?${AS_OF}`)).text();
  const [, image = ""] = /property="og:image" content="([^"]+)"/.exec(page) ?? [];
  expect(image).toMatch(/^http:\/\/[^/]+\/crossings\/torkham\/card\.png\?asOf=/);
  expect(page).toMatch(/property="og:description" content="[^"]*Torkham had been closed/);
  expect(page).toContain('name="twitter:card" content="summary_large_image"');
  for (const path of ["", "/ur", "/ps", "/fa-AF"]) {
    const picture = await request.get(
      `${gatewatch.url}${path}/crossings/torkham/card.png?${AS_OF}`,
    );
    expect(picture.headers()["content-type"]).toBe("image/png");
    expect(picture.headers().etag).toBeTruthy();
    const { width, height } = await sharp(await picture.body()).metadata();
    expect([width, height]).toEqual([1200, 630]);
  }
});

test("a badge says state and instant", async ({ request }) => {
  const badge = await request.get(`/crossings/torkham/badge.svg?${AS_OF}`);
  expect(badge.headers()["content-type"]).toMatch(/^image\/svg\+xml/);
  expect(await badge.text()).toContain("Torkham: Closed. As of 13 Oct 2025, 17:00 UTC+5");
});

test("a frame shows the state without script, and only it may be framed", async ({
  browser,
  gatewatch,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const framed = await page.goto(`${gatewatch.url}/ur/embed/torkham?${AS_OF}`);
  expect(framed?.headers()["content-security-policy"]).toContain("frame-ancestors *");
  await expect(page.getByRole("heading", { name: "طورخم" })).toBeVisible();
  await expect(page.getByText("17:00").first()).toBeVisible();
  const whole = await page.goto(`${gatewatch.url}/crossings/torkham`);
  expect(whole?.headers()["content-security-policy"]).toContain("frame-ancestors 'none'");
  await context.close();
});

test("a frame is open to everybody's reading", async ({ page }) => {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto(`/ps/embed/torkham?${AS_OF}`);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  }
});

test("what no crossing is called is not there in any shape", async ({ request }) => {
  for (const path of [
    "/crossings/nowhere/card.png",
    "/ur/crossings/nowhere/badge.svg",
    "/embed/nowhere",
  ]) {
    expect((await request.get(path)).status(), path).toBe(404);
  }
});

test("the crossing's page hands out lines to copy, and shares the link", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`/crossings/torkham?${AS_OF}`);
  const section = page.getByRole("region", { name: "Pass it on" });
  await section.getByText("Frame for a page").click();
  await expect(section.getByLabel("Copy this line:").last()).toHaveValue(
    /<iframe src="http.*embed\/torkham/,
  );
  await section.getByRole("button", { name: "Share" }).click();
  await expect(section.getByText("Link copied")).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(
    "/crossings/torkham?asOf=2025-10-13",
  );
});
