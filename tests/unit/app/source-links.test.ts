import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { IntlProvider } from "use-intl/react";
import { expect, test } from "vitest";
import { SourceLinks } from "#app/_components/source-links.tsx";

const link = (publisher: string) => ({ url: null, title: publisher, publisher, date: null });
const SETTINGS = {
  locale: "en",
  messages: { sources: { none: "no source" } },
  timeZone: "UTC",
} as const;

test("between sources stands no dot of the text's own, which would hang at a line's end", () => {
  const list = createElement(SourceLinks, { links: ["Dawn", "Artisan Times"].map(link) });
  const settings = { ...SETTINGS, children: list };
  const markup = renderToStaticMarkup(createElement(IntlProvider, settings));
  expect(markup.replace(/<[^>]*>/g, "").trim()).toBe("Dawn Artisan Times");
  expect(markup).toContain('class="parted"');
});
