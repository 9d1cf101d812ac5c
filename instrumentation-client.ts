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

/*
 * The start of a page on a cheap phone, in tasks short enough that its reader is heard between them. Whatever of Intl is
 * used first costs such a phone 50 ms for the language's data; left to itself that is in the midst of drawing.
 */
setTimeout(() => new Intl.NumberFormat(document.documentElement.lang).format(1));

/*
 * Next runs these scripts before it takes over a page, and waits a task for each (next/dist/client/app-bootstrap.js). This
 * one says nothing: with it, reading Next's own code and taking over the page are two tasks instead of one.
 */
Reflect.set(window, "__next_s", [[null, { type: "text/plain", children: "" }]]);
