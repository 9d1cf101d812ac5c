/**
 * Chromium's Intl has no Pashto and writes its numbers in English; the server has, and a number would change under
 * the reader's eyes. Sentences format the numbers in them by the page's language (next-intl), so that Pashto
 * must be known before the first component runs: as Dari, whose digits and separators are the same. Other pages do not ask:
 * the answer costs a cheap phone a tenth of a second before anything on them works.
 */
const Native = Intl.NumberFormat;

if (document.documentElement.lang === "ps" && Native.supportedLocalesOf("ps").length === 0) {
  Intl.NumberFormat = new Proxy(Native, {
    construct(target, [locales, options]: ConstructorParameters<typeof Native>) {
      return new target(locales === "ps" ? "fa-AF" : locales, options);
    },
  });
}
