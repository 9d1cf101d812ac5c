import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** `--color-name: light-dark(#light, #dark)` as the stylesheet has it. */
const css = readFileSync(new URL("../../../app/globals.css", import.meta.url), "utf8");

function token(name: string): { light: string; dark: string } {
  const match = new RegExp(`--color-${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`).exec(
    css,
  );
  if (match === null) throw new Error(`globals.css has no token --color-${name} of two colours`);
  return { light: match[1] ?? "", dark: match[2] ?? "" };
}

/** Relative luminance, WCAG 2.2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ["ground", "surface", "sunken", "changed"] as const;
const THEMES = ["light", "dark"] as const;

test("black on white has the contrast that WCAG gives it", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
});

test.each(["open", "restricted", "closed", "unknown", "ink", "ink-soft", "accent"])(
  "%s stands at 7:1 or better on every ground in both themes",
  (name) => {
    for (const theme of THEMES) {
      for (const ground of GROUNDS) {
        const ratio = contrast(token(name)[theme], token(ground)[theme]);
        expect(ratio, `${name} on ${ground}, ${theme}: ${ratio.toFixed(2)}`).toBeGreaterThanOrEqual(
          7,
        );
      }
    }
  },
);

test("the edges of controls stand at 3:1 or better", () => {
  for (const theme of THEMES) {
    for (const ground of ["ground", "surface"] as const) {
      expect(contrast(token("line-strong")[theme], token(ground)[theme])).toBeGreaterThanOrEqual(3);
    }
  }
});
