/** What a passed-on picture or frame says of a crossing, in words: read once, shown in three shapes. */
import { getTranslations } from "next-intl/server";
import { type LiteAddress, readAddress } from "#app/[locale]/(public)/lite/address.ts";
import { findStatus } from "#app/[locale]/(public)/lite/load.ts";
import { exerciseTitle } from "#app/[locale]/exercise-title.ts";
import { countryName, crossingName } from "#app/format/country.ts";
import { formatDate, formatOffset } from "#app/format/date.ts";
import { plainSentence } from "#app/format/plain-sentence.ts";
import { directionOf, type Locale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import type { State } from "#server/domain/claim.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { MODES } from "#server/domain/mode.ts";
import { ALERT_LEVELS, type Condition, type CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { getRuntime } from "#server/runtime.ts";

/** One mode's states by direction, in the order of `Passed.directions`; null: no such lane. */
interface ModeLine {
  readonly mode: string;
  readonly states: ReadonlyArray<{ readonly state: State; readonly word: string } | null>;
}

export interface Passed {
  readonly locale: Locale;
  readonly direction: "ltr" | "rtl";
  readonly name: string;
  readonly countries: string;
  readonly condition: Condition;
  readonly conditionWord: string;
  readonly sentence: string;
  readonly directions: readonly string[];
  readonly modes: readonly ModeLine[];
  readonly level: string;
  readonly asOf: string;
  /** When somebody last said something; null: nobody ever did. */
  readonly lastWord: string | null;
  readonly source: string;
  /** The crossing's page, absolute, showing the same view. */
  readonly url: string;
}

const instantWords = (at: Instant, locale: Locale, zone: string): string =>
  `${formatDate(at, { locale, style: "dayTime", zone })} ${formatOffset(at, zone)}`;

async function wordsOf(
  { crossing, status }: { readonly crossing: Crossing; readonly status: CrossingStatus },
  { locale, view }: LiteAddress,
): Promise<Passed> {
  const [t, states, sentence] = await Promise.all([
    getTranslations({ locale, namespace: "share" }),
    getTranslations({ locale, namespace: "states" }),
    getTranslations({ locale, namespace: "sentence" }),
  ]);
  const name = crossingName(locale, crossing);
  const zone = crossing.sides[0].zone;
  const ways = [...new Set(status.lanes.map(({ direction }) => direction))];
  const lanes = MODES.filter((mode) => status.lanes.some((lane) => lane.mode === mode)).map(
    (mode) => ({
      mode: states(`mode.${mode}`),
      states: ways.map((way) => {
        const lane = status.lanes.find((one) => one.mode === mode && one.direction === way);
        return lane === undefined ? null : { state: lane.value, word: states(lane.value) };
      }),
    }),
  );
  const { alert, condition, at, lastWordAt } = status;
  return {
    locale,
    direction: directionOf(locale),
    name: await exerciseTitle(locale, name),
    countries: crossing.sides.map(({ country }) => countryName(locale, country)).join(" – "),
    condition,
    conditionWord: states(condition),
    sentence: plainSentence(status, {
      t: sentence,
      locale,
      name,
      zone,
      pastAt: view.asOf ?? null,
      isDated: false,
    }),
    directions: ways.map((way) => {
      const [from = "", to = ""] = way.split("-");
      return t("direction", { from: countryName(locale, from), to: countryName(locale, to) });
    }),
    modes: lanes,
    level: t("level", {
      level: alert.level,
      most: ALERT_LEVELS.length - 1,
      name: states(`level.${alert.name}`),
    }),
    asOf: t("asOf", { at: instantWords(at, locale, zone) }),
    lastWord:
      lastWordAt === null ? null : t("lastWord", { at: instantWords(lastWordAt, locale, zone) }),
    source: t("source"),
    url: `${getRuntime().publicUrl}${pathsFor(locale).crossing(crossing.id, view)}`,
  };
}

export interface PassedContext {
  readonly params: Promise<{ locale: string; slug: string }>;
}

/** What an address asks for; `passed` is null when no crossing has that name. */
export async function readPassed(request: Request, { params }: PassedContext) {
  const { locale: named, slug } = await params;
  const asked = readAddress(request, named);
  const found = await findStatus(slug, asked.view);
  return { ...asked, slug, passed: found === null ? null : await wordsOf(found, asked) };
}
