import { crossingName } from "#app/format/country.ts";
import { plainSentence } from "#app/format/plain-sentence.ts";
import { pathsFor } from "#app/paths.ts";
import { countsUntil } from "#server/domain/plain-status.ts";
import { getRuntime } from "#server/runtime.ts";
import { type LiteAddress, readAddress } from "../address.ts";
import { announcedText } from "../announced-text.ts";
import { checkCode } from "../check-code.ts";
import { crossingText } from "../crossing-text.ts";
import { pageResponse } from "../document.ts";
import { html } from "../html.ts";
import { findStatus, listAnnounced } from "../load.ts";
import { missingPage, missingText } from "../missing.ts";
import { everywhere } from "../moments.ts";
import { plainText } from "../plain-text.ts";
import { loadWords, type Words } from "../words.ts";

interface RouteContext {
  readonly params: Promise<{ locale: string; slug: string }>;
}

/** `/lite/torkham.txt` is the text to be passed on. */
const TEXT_ENDING = ".txt";

type Found = NonNullable<Awaited<ReturnType<typeof findStatus>>>;

const textResponse = (text: string, status: 200 | 404): Response =>
  new Response(text, { status, headers: { "Content-Type": "text/plain; charset=utf-8" } });

async function crossingPage(found: Found, address: LiteAddress, words: Words): Promise<Response> {
  const { crossing, status } = found;
  const { locale, view, problems } = address;
  const { lite, sentence: t } = words;
  const site = getRuntime().publicUrl;
  const to = pathsFor(locale);
  const name = crossingName(locale, crossing);
  const zone = crossing.sides[0].zone;
  const pastAt = view.asOf ?? null;
  const announced = await listAnnounced(crossing.id, view);
  const until = pastAt === null ? countsUntil(status) : null;
  const sentence = plainSentence(status, { t, locale, name, zone, pastAt, isDated: false });
  const counts =
    pastAt === null
      ? until !== null && html` ${lite("untilBefore")} ${everywhere(until, crossing, words)}.`
      : html` ${lite("past", { known: view.known ?? "now" })}`;
  return pageResponse({
    words,
    title: name,
    description: plainSentence(status, { t, locale, name, zone, pastAt }),
    main: html`<h1>${name}</h1>
<p class="lead"><strong>${sentence}</strong></p>
<p>${lite("asOfBefore")} ${everywhere(status.at, crossing, words)}.${counts}</p>
${crossingText({ crossing, status, view, words })}${announcedText(announced, words)}<h2>${lite("passOn")}</h2>
<p class="screen">${lite("passOnHow")} <a href="${to.liteText(crossing.id, view)}">${lite("passOnLink")}</a></p>
<pre>${plainText({ crossing, status, view, words, site })}</pre>
<p>${lite("codeMeaning", { code: checkCode(status) })}</p>`,
    hrefIn: (other) => pathsFor(other).lite(crossing.id, view),
    fullHref: to.crossing(crossing.id, view),
    homeHref: to.lite(undefined, view),
    problems,
    url: `${site}${to.lite(crossing.id, view)}`,
  });
}

/** One crossing as a text page, or as text to be passed on. */
export async function GET(request: Request, { params }: RouteContext): Promise<Response> {
  const { locale: named, slug: asked } = await params;
  const address = readAddress(request, named);
  const isText = asked.endsWith(TEXT_ENDING);
  const slug = isText ? asked.slice(0, -TEXT_ENDING.length) : asked;
  const [words, found] = await Promise.all([
    loadWords(address.locale),
    findStatus(slug, address.view),
  ]);
  const site = getRuntime().publicUrl;
  if (found === null) {
    return isText
      ? textResponse(await missingText(slug, words, site), 404)
      : missingPage({ slug, address, words, site });
  }
  if (!isText) return crossingPage(found, address, words);
  return textResponse(plainText({ ...found, view: address.view, words, site }), 200);
}
