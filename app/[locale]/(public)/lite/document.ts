/**
 * A text page: HTML that needs nothing else, neither script nor style sheet nor font, so that one answer of a few
 * kilobytes is the whole page, in a text browser as on paper.
 */
import { directionOf, LOCALE_NAMES, LOCALES, type Locale } from "#app/locales.ts";
import type { QueryProblem } from "#app/view-query.ts";
import { type Html, html } from "./html.ts";
import type { Words } from "./words.ts";

const STYLE: Html = {
  html: `:root{color-scheme:light dark;background:light-dark(#fff,#0f1419);color:light-dark(#14181c,#edf0f2)}
a{color:light-dark(#1d3d66,#b8d0f0)}
body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:0 auto;padding:.75rem 1rem 2rem}
:lang(ur){line-height:1.9}
h1{font-size:1.4rem;line-height:1.35;margin:.6rem 0}h2{font-size:1.15rem;margin:1.4rem 0 .3rem}h3{font-size:1rem;margin:.9rem 0 0}
p,ul{margin:.3rem 0}p,li{overflow-wrap:anywhere}ul{padding-inline-start:1.2rem}
nav a{display:inline-block;padding:.3rem 0;margin-inline-end:1rem}
table{border-collapse:collapse;margin:.4rem 0}th,td{text-align:start;padding:.25rem .9rem .25rem 0;padding-inline:0 .9rem;border-bottom:1px solid;vertical-align:top;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit;border-inline-start:3px solid;padding-inline-start:.8rem;margin:.5rem 0}
.lead{font-size:1.1rem}.print{display:none}a{overflow-wrap:anywhere}
@page{size:A4;margin:11mm}
@media print{:root{color-scheme:light;background:none}body{max-width:none;padding:0;font-size:8.5pt;line-height:1.35}:lang(ur){line-height:1.5}
nav,.screen{display:none}.print{display:block}h1{font-size:11pt;margin:0 0 1mm}h2{font-size:9pt;margin:2mm 0 .5mm}h3{font-size:8pt;margin:1.2mm 0 0}
p,ul{margin:.3mm 0}a{color:inherit;text-decoration:none}.lead{font-size:10pt}.many{columns:2;column-gap:7mm}.item,h2{break-inside:avoid}h2{break-after:avoid}pre{margin:1mm 0}}`,
};

export interface LitePage {
  readonly words: Words;
  readonly title: string;
  readonly description: string;
  readonly main: Html;
  /** Where this page is in each language. */
  readonly hrefIn: (locale: Locale) => string;
  /** The page with pictures and live updates that shows the same. */
  readonly fullHref: string;
  /** The list of every crossing; null: this is it. */
  readonly homeHref: string | null;
  readonly problems: readonly QueryProblem[];
  /** With the host, for paper. */
  readonly url: string;
}

function languages({ words, hrefIn }: LitePage): Html {
  const others = LOCALES.filter((locale) => locale !== words.locale);
  return html`${others.map(
    (locale) =>
      html`<a href="${hrefIn(locale)}" hreflang="${locale}" lang="${locale}" dir="${directionOf(locale)}">${LOCALE_NAMES[locale]}</a> `,
  )}`;
}

function ignored({ words: { query }, problems }: LitePage): Html | null {
  if (problems.length === 0) return null;
  return html`<p role="note"><strong>${query("title")}.</strong> ${problems.map(
    ({ kind, field, value }) => html`${query(kind, { field, value: value.slice(0, 60) })} `,
  )}</p>`;
}

/** The line in the comment is shown by what keeps pages on the device (public/sw-pages.js). */
function written(page: LitePage): Html {
  const { words, title, description, main, fullHref, homeHref, url } = page;
  const { locale, lite, exercise } = words;
  return html`<!doctype html>
<html lang="${locale}" dir="${directionOf(locale)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${exercise !== null && `${exercise}: `}${title} · Gatewatch</title>
<meta name="description" content="${description}">
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<!--kept <p role="note"><strong>${lite("kept")}</strong></p> kept-->
<nav aria-label="${lite("nav")}">${homeHref !== null && html`<a href="${homeHref}">${lite("home")}</a> `}<a href="${fullHref}">${lite("full")}</a> ${languages(page)}</nav>
<main>
${exercise !== null && html`<p role="note"><strong>${exercise}</strong></p>`}${ignored(page)}${main}
</main>
<footer><p class="screen">${lite("about")}</p><p class="print">Gatewatch · <bdi dir="ltr">${url}</bdi></p></footer>
</body>
</html>
`;
}

/** The answer that is this page. The front door says how long it may be kept. */
export function pageResponse(page: LitePage, status: 200 | 404 = 200): Response {
  return new Response(written(page).html, {
    status,
    headers: { "Content-Type": "text/html; charset=utf-8" },
  });
}
