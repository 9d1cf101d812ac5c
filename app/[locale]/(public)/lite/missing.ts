/** A name that no crossing has: said so, with the nearest names, as a page and as text. */
import { nearestOf } from "#app/_components/crossing/nearest-crossings.ts";
import { countryName, crossingName } from "#app/format/country.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import { pathsFor } from "#app/paths.ts";
import type { LiteAddress } from "./address.ts";
import { pageResponse } from "./document.ts";
import { html } from "./html.ts";
import { listStatuses } from "./load.ts";
import type { Words } from "./words.ts";

const SUGGESTIONS = 4;
/** A name longer than any crossing's is cut before it is said again. */
const MAX_SLUG_CHARS = 80;

async function findNearest(slug: string, { locale }: Words) {
  const { crossings } = await listStatuses({});
  const candidates = crossings.map(({ crossing }) => ({
    id: crossing.id,
    crossing,
    names: [crossing.name, ...crossing.altNames, ...Object.values(crossing.localNames)],
  }));
  return nearestOf(slug.slice(0, MAX_SLUG_CHARS), candidates, SUGGESTIONS).map(({ crossing }) => ({
    name: crossingName(locale, crossing),
    countries: crossing.sides.map(({ country }) => countryName(locale, country)).join(" – "),
    path: pathsFor(locale).lite(crossing.id),
  }));
}

interface MissingInput {
  readonly slug: string;
  readonly address: LiteAddress;
  readonly words: Words;
  readonly site: string;
}

export async function missingPage({ slug, address, words, site }: MissingInput): Promise<Response> {
  const nearest = await findNearest(slug, words);
  const { crossing, locale } = words;
  const to = pathsFor(locale);
  const title = crossing("notFound.title", { slug: slug.slice(0, MAX_SLUG_CHARS) });
  const { comma } = PUNCTUATION[locale];
  return pageResponse(
    {
      words,
      title,
      description: title,
      main: html`<h1>${title}</h1>
<p>${crossing("notFound.text")}</p>
${
  nearest.length > 0 &&
  html`<h2>${crossing("notFound.nearest")}</h2>
<ul>${nearest.map(({ name, countries, path }) => html`<li><a href="${path}">${name}</a>${comma}${countries}</li>\n`)}</ul>
`
}`,
      hrefIn: (other) => pathsFor(other).lite(),
      fullHref: to.overview(),
      homeHref: to.lite(),
      problems: address.problems,
      url: `${site}${to.lite()}`,
    },
    404,
  );
}

export async function missingText(slug: string, words: Words, site: string): Promise<string> {
  const nearest = await findNearest(slug, words);
  const lines = nearest.map(({ name, path }) => `${name}: ${site}${path}`);
  const home = `${site}${pathsFor(words.locale).lite()}`;
  const title = words.crossing("notFound.title", { slug: slug.slice(0, MAX_SLUG_CHARS) });
  return `${[title, ...lines, home].join("\n")}\n`;
}
