import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { badgeSvg } from "#app/[locale]/(public)/_passed-on/badge.ts";
import { CARD_HEIGHT, CARD_WIDTH, cardSvg } from "#app/[locale]/(public)/_passed-on/card.ts";
import { embedHtml } from "#app/[locale]/(public)/_passed-on/embed.ts";
import { loadTypesetter } from "#app/[locale]/(public)/_passed-on/outline.ts";
import { textRuns } from "#app/[locale]/(public)/_passed-on/text-runs.ts";
import type { Passed } from "#app/[locale]/(public)/_passed-on/words.ts";

const torkham: Passed = {
  locale: "en",
  direction: "ltr",
  name: 'Torkham <"&',
  countries: "Pakistan – Afghanistan",
  condition: "closed",
  conditionWord: "Closed",
  sentence: "Torkham is closed.",
  directions: ["From Pakistan to Afghanistan", "From Afghanistan to Pakistan"],
  modes: [
    {
      mode: "Trucks",
      states: [
        { state: "closed", word: "Closed" },
        { state: "unknown", word: "Unknown" },
      ],
    },
    { mode: "Rail", states: [null, { state: "restricted", word: "Restricted" }] },
  ],
  level: "Alert level 3 of 4, High",
  asOf: "As of 13 Oct 2025, 17:00 UTC+5",
  lastWord: null,
  source: "From published reports",
  url: "https://gatewatch.example/crossings/torkham",
};
const urdu: Passed = {
  ...torkham,
  locale: "ur",
  direction: "rtl",
  name: "طورخم",
  conditionWord: "بند",
  asOf: "13 اکتوبر، 2025، 17:00 UTC+5 کی صورت حال",
};
const set = await loadTypesetter();
const widthOf = (svg: string): number => Number(/ width="(\d+)"/.exec(svg)?.[1]);
const seen = (text: string, base: "ltr" | "rtl" = "rtl") =>
  textRuns(text, base).map((run) => run.text);

describe("the order of a line", () => {
  test("keeps numbers from left to right where words run from the right", () => {
    expect(seen("۱۴۰۵، ۰۴:۲۸")).toEqual(["۰۴:۲۸", " ", "،", "۱۴۰۵"]);
    expect(seen("سطح 3 بلند")).toEqual(["بلند", " ", "3", " ", "سطح"]);
  });

  test("keeps Latin words together, and mirrors brackets around what runs from the right", () => {
    expect(seen("در UTC+5 است").join("")).toBe("است UTC+5 در");
    expect(seen("(الف)")).toEqual(["(", "الف", ")"]);
    expect(seen("at طورخم now", "ltr").join("")).toBe("at طورخم now");
  });

  test("drops marks of direction, which draw nothing", () => {
    expect(seen("\u2066UTC\u2069", "ltr")).toEqual(["UTC"]);
  });
});

describe("letters as outlines", () => {
  const style = { size: 20, direction: "rtl" } as const;

  test("join, whatever was set before", () => {
    // Read for itself, this word once lost its last join to one that was set earlier.
    const alone = set("میں", style).svg;
    set("پاکستان – افغانستان", style);
    expect(set("میں", style).svg).toBe(alone);
    const apart = ["م", "ی", "ں"].reduce((sum, one) => sum + set(one, style).width, 0);
    expect(set("میں", style).width).toBeLessThan(apart);
  });

  test("are left out where no font of ours has them", () => {
    expect(set("漢", style)).toEqual({ width: 0, svg: "" });
  });
});

describe("a card", () => {
  test.each([torkham, urdu])(
    "in $locale is a picture of the size that networks ask for",
    async (passed) => {
      const svg = cardSvg(passed, set);
      expect(svg).not.toContain("<text");
      const { width, height } = await sharp(Buffer.from(svg)).metadata();
      expect([width, height]).toEqual([CARD_WIDTH, CARD_HEIGHT]);
    },
  );
});

describe("a badge", () => {
  test("is as wide as its words, and names state and instant for who does not see it", () => {
    const short = badgeSvg(torkham, set);
    const long = badgeSvg(
      { ...torkham, name: "A crossing with a very long name indeed, of some size" },
      set,
    );
    expect(widthOf(long)).toBeGreaterThan(widthOf(short));
    expect(short).toContain("Closed. As of 13 Oct 2025, 17:00 UTC+5</title>");
    expect(short).not.toContain('Torkham <"');
    expect(badgeSvg(urdu, set)).toContain("طورخم: بند");
  });
});

describe("a frame", () => {
  const html = embedHtml(torkham);

  test("has no script, and escapes what it shows", () => {
    expect(html).not.toContain("<script");
    expect(html).toContain("Torkham &lt;&quot;&amp;");
  });

  test("says as of when, from whom, and where more is", () => {
    expect(html).toContain("As of 13 Oct 2025, 17:00 UTC+5");
    expect(html).toContain("From published reports");
    expect(html).toContain('href="https://gatewatch.example/crossings/torkham"');
  });

  test("shows a lane that does not exist as a dash", () => {
    expect(html).toContain("<td>–</td>");
  });
});
