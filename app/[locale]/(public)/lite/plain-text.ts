/**
 * A crossing as text to be passed on by SMS or WhatsApp, at most 700 characters: what does not fit is left to the
 * page at its link, last what matters least. The link opens the state that was described, not a later one.
 */
import { crossingName } from "#app/format/country.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import { formatThere, plainSentence } from "#app/format/plain-sentence.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { CrossingStatus, Figure } from "#server/domain/status.ts";
import { checkCode } from "./check-code.ts";
import { figureNote, figureText, levelText, sourceKinds } from "./figure-words.ts";
import type { Words } from "./words.ts";

const MAX_CHARS = 700;

export interface TextInput {
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
  readonly view: AsOfQuery;
  readonly words: Words;
  /** Scheme and host, without a slash at the end. */
  readonly site: string;
}

/** Whole clauses of a sentence, as many as fit; the last ones are cut, and that shows. */
function clausesWithin(sentence: string, chars: number, semicolon: string): string {
  if (sentence.length <= chars) return sentence;
  const clauses = sentence.split(semicolon);
  while (clauses.length > 1 && clauses.join(semicolon).length + 2 > chars) clauses.pop();
  return `${clauses.join(semicolon).slice(0, chars - 2)} …`;
}

/** Who waits matters more than who passed. */
const strandedFirst = (figures: readonly Figure[]): Figure[] =>
  figures.toSorted(
    (a, b) => Number(b.metric.endsWith("_stranded")) - Number(a.metric.endsWith("_stranded")),
  );

/** The view that still shows this state when the link is opened. */
const lastingView = ({ status, view }: TextInput): AsOfQuery =>
  view.asOf === undefined ? { asOf: status.at, known: "then" } : view;

/** In English without signs that make an SMS hold only 70 characters. */
function forSms(text: string, { locale }: Words): string {
  if (locale !== "en") return text;
  return text.replaceAll("\u2060", "").replaceAll(/[–—]/g, "-").replaceAll("…", "...");
}

export function plainText(input: TextInput): string {
  const { crossing, status, view, words, site } = input;
  const { locale, lite, sentence: t } = words;
  const name = crossingName(locale, crossing);
  // First of all, so that nobody who is passed it on takes it for the present.
  const heading = words.exercise === null ? name : `${words.exercise}: ${name}`;
  const zone = crossing.sides[0].zone;
  const isPast = view.asOf !== undefined;
  const sentence = plainSentence(status, { t, locale, name, zone, pastAt: view.asOf ?? null });
  const level = levelText(status.alert, words);
  const asOf = lite("asOf", { at: formatThere(status.at, { t, locale, zone }) });
  // A colon may stand in a query as it is; written as %3A it takes three characters.
  const path = pathsFor(locale).lite(crossing.id, lastingView(input)).replaceAll("%3A", ":");
  const link = `${site}${path}`;
  const code = lite("codeLine", { code: checkCode(status) });
  const ends = [level, ...(isPast ? [] : [asOf]), code, link];
  const taken = [heading, "", ...ends].join("\n").length;
  const { semicolon } = PUNCTUATION[locale];
  const lines = [heading, clausesWithin(sentence, MAX_CHARS - taken - 1, semicolon)];
  for (const figure of strandedFirst(status.figures)) {
    const note = figureNote(figure, words);
    const sources = lite("from", { sources: sourceKinds(figure, words) });
    const line = [figureText(figure, words, zone), sources, ...(note === null ? [] : [note])].join(
      semicolon,
    );
    if ([...lines, line, ...ends].join("\n").length <= MAX_CHARS) lines.push(line);
  }
  return `${forSms([...lines, ...ends].join("\n"), words)}\n`;
}
