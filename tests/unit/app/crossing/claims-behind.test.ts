import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl/react";
import { expect, test } from "vitest";
import { ClaimsBehind } from "#app/_components/crossing/claims-behind.tsx";
import type { FigureClaim } from "#server/domain/status.ts";
import english from "../../../../messages/en.json" with { type: "json" };

const AT = "2025-10-15T12:00:00.000Z";

const claim = (index: number): FigureClaim => ({
  reportId: `report-${index}`,
  source: { id: `source-${index}`, kind: "press", name: `Paper ${index}.`, party: null },
  low: 107,
  best: null,
  high: 5000,
  basis: "told",
  asGiven: null,
  what: null,
  observedAt: AT,
  period: null,
  links: [],
});

function markupOf(count: number): string {
  const panel = createElement(ClaimsBehind, {
    claims: Array.from({ length: count }, (_, index) => claim(index)),
    dataHref: "/api/v1/crossings/torkham",
    zones: ["Asia/Karachi", "Asia/Kabul"],
    reference: AT,
    ticking: false,
  });
  const settings = { locale: "en" as const, messages: english, timeZone: "UTC", children: panel };
  return renderToStaticMarkup(createElement(IntlProvider, settings));
}

test("of a day with 500 claims the page tells the newest, and where all of them are", () => {
  const markup = markupOf(500);
  expect(markup.length).toBeLessThan(100_000);
  expect(markup).toContain("Paper 59.");
  expect(markup).not.toContain("Paper 60.");
  expect(markup).toContain("440 more claims are in the data");
  expect(markup).toContain('href="/api/v1/crossings/torkham"');
});

test("of a few claims each is told, and nothing is said to be elsewhere", () => {
  const markup = markupOf(25);
  expect(markup).toContain("Paper 24.");
  expect(markup).not.toContain("/api/v1/");
});
