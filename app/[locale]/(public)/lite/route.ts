import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import { countsUntil } from "#server/domain/plain-status.ts";
import { getRuntime } from "#server/runtime.ts";
import { readAddress } from "./address.ts";
import { pageResponse } from "./document.ts";
import { type Html, html } from "./html.ts";
import { listStatuses } from "./load.ts";
import { inUtc } from "./moments.ts";
import { headline, overviewText } from "./overview-text.ts";
import { loadWords, type Words } from "./words.ts";

interface RouteContext {
  readonly params: Promise<{ locale: string }>;
}

type List = Awaited<ReturnType<typeof listStatuses>>;

/** Of which instant the page speaks, and until when that counts. */
function asOfLine({ at, crossings }: List, { asOf, known }: AsOfQuery, words: Words): Html {
  const { lite } = words;
  const time = html`<strong><time datetime="${at}">${lite("asOf", { at: inUtc(at, words) })}</time></strong>`;
  if (asOf !== undefined) return html`<p>${time} ${lite("past", { known: known ?? "now" })}</p>`;
  const ends = crossings.flatMap(({ status }) => countsUntil(status) ?? []).sort();
  const [first] = ends;
  return html`<p>${time}${first !== undefined && ` ${lite("until", { at: inUtc(first, words) })}`}</p>`;
}

/** Every crossing on one text page, now or as of an instant. */
export async function GET(request: Request, { params }: RouteContext): Promise<Response> {
  const { locale, view, problems } = readAddress(request, (await params).locale);
  const [words, list] = await Promise.all([loadWords(locale), listStatuses(view)]);
  const { lite } = words;
  const to = pathsFor(locale);
  const summary = headline(list.crossings, words);
  return pageResponse({
    words,
    title: lite("title"),
    description: summary,
    main: html`<h1>${summary}</h1>
${asOfLine(list, view, words)}
${overviewText(list.crossings, view, words)}`,
    hrefIn: (other) => pathsFor(other).lite(undefined, view),
    fullHref: to.overview(view),
    homeHref: null,
    problems,
    url: `${getRuntime().publicUrl}${to.lite(undefined, view)}`,
  });
}
