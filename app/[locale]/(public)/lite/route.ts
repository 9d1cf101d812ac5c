import type { Locale } from "#app/locales.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import { countsUntil } from "#server/domain/plain-status.ts";
import { getRuntime } from "#server/runtime.ts";
import { readAddress } from "./address.ts";
import { pageResponse } from "./document.ts";
import { type Html, html } from "./html.ts";
import { listStatuses } from "./load.ts";
import { inUtc } from "./moments.ts";
import { borderIndex, bordersName, headline, overviewText, partLinks } from "./overview-text.ts";
import { litePart } from "./part.ts";
import { loadWords, type Words } from "./words.ts";

interface RouteContext {
  readonly params: Promise<{ locale: string }>;
}

type List = Awaited<ReturnType<typeof listStatuses>>;

/** Of which instant the page speaks, and until when that counts. */
function asOfLine(
  { at, crossings }: Pick<List, "at" | "crossings">,
  { asOf, known }: AsOfQuery,
  words: Words,
): Html {
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
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const part = litePart(list.crossings, query);
  const { border, kind, rows, shown } = part;
  const summary = headline(rows, words);
  const name = border === null ? null : bordersName(rows, words);
  const here = (of: Locale) =>
    pathsFor(of).lite(undefined, view, { border, page: part.part === 1 ? null : part.part });
  return pageResponse({
    words,
    title: name ?? lite("title"),
    description: summary,
    main: html`<h1>${name !== null && `${name}: `}${summary}</h1>
${asOfLine({ at: list.at, crossings: rows }, view, words)}
${partLinks(part, view, words)}${
  kind === "index" ? borderIndex(rows, view, words) : overviewText(shown, view, words)
}`,
    hrefIn: here,
    fullHref: to.overview(view, { border }),
    homeHref: border === null ? null : to.lite(undefined, view),
    problems: [...problems, ...part.problems],
    url: `${getRuntime().publicUrl}${here(locale)}`,
  });
}
