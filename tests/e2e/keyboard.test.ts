/** By keyboard alone, with motion reduced, and in the colours that the reader's system forces. */
import type { Page } from "@playwright/test";
import { expect, test } from "../support/gatewatch.ts";

/** More steps than any of these pages has stops: whoever needs them all is trapped. */
const MAX_STOPS = 400;

/** Where the focus is: its words, whether it is in the window and whether one sees it; null outside of the page. */
async function focusNow(page: Page) {
  return await page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    const { top, bottom, width, height } = element.getBoundingClientRect();
    // A hidden radio is shown by the key around it.
    const rings = [element, element.closest("label")].filter((one) => one !== null);
    const isRinged = rings.some((one) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    });
    const isInWindow = bottom > 0 && top < window.innerHeight && width > 0 && height > 0;
    return { html: element.outerHTML.slice(0, 120), isRinged, isInWindow };
  });
}

for (const path of ["/", "/ur", "/crossings/torkham", "/ps/crossings/torkham", "/sign-in"]) {
  test(`${path}: every stop of the keyboard is seen, the first leads to the content, none holds`, async ({
    page,
  }) => {
    await page.goto(path);
    await page.keyboard.press("Tab");
    const skip = page.locator('a[href="#content"]');
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press("Enter");
    await expect(page.locator("main")).toBeFocused();
    const unseen: string[] = [];
    let stops = 0;
    for (; stops < MAX_STOPS; stops += 1) {
      await page.keyboard.press("Tab");
      const focus = await focusNow(page);
      if (focus === null) break;
      if (!focus.isRinged || !focus.isInWindow) unseen.push(focus.html);
    }
    expect(unseen).toEqual([]);
    expect(stops).toBeGreaterThan(3);
    expect(stops).toBeLessThan(MAX_STOPS);
  });
}

test("nothing moves for those who asked for no motion", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const path of ["/", "/crossings/torkham"]) {
    await page.goto(path);
    expect(await page.evaluate(() => document.getAnimations().length)).toBe(0);
  }
});

test("states and bars are drawn in forced colours too", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto("/?asOf=2025-10-13T12:00:00Z");
  const colours = await page.evaluate(() => {
    const colourOf = (selector: string, name: "color" | "backgroundColor") => {
      const element = document.querySelector(`.board-row ${selector}`);
      return element === null ? null : getComputedStyle(element)[name];
    };
    return {
      ground: getComputedStyle(document.body).backgroundColor,
      glyph: colourOf("svg.text-closed", "color"),
      level: colourOf(".bg-ink", "backgroundColor"),
    };
  });
  expect(colours.glyph).not.toBeNull();
  expect(colours.glyph).not.toBe(colours.ground);
  expect(colours.level).not.toBeNull();
  expect(colours.level).not.toBe(colours.ground);
});
