import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl/react";
import { expect, test } from "vitest";
import { CrossingType } from "#app/_components/crossing/about.tsx";
import english from "../../../../messages/en.json" with { type: "json" };
import pashto from "../../../../messages/ps.json" with { type: "json" };

function typeIn(locale: "en" | "ps", type: string): string {
  const messages = locale === "en" ? english : pashto;
  const children = createElement(CrossingType, { type });
  const settings = { locale, messages, timeZone: "UTC", children };
  return renderToStaticMarkup(createElement(IntlProvider, settings));
}

test("what kind of place a crossing is stands in the reader's words", () => {
  expect(typeIn("en", "rail+road+river bridge")).toBe("railway, road, river bridge");
  expect(typeIn("ps", "road")).toBe("سړک");
  expect(typeIn("ps", "rail+road")).toBe("اورګاډی، سړک");
});

test("a kind that the registry has no word for stands as it was entered", () => {
  expect(typeIn("ps", "ferry")).toBe('<bdi lang="en">ferry</bdi>');
});
