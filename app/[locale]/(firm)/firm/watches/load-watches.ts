/** What the pages of watches are made of. */
import { getTranslations } from "next-intl/server";
import { sendsMail } from "#app/[locale]/(public)/watch/sends-mail.ts";
import { countryName, crossingName } from "#app/format/country.ts";
import type { Locale } from "#app/locales.ts";
import { findRefusal } from "#server/api/errors.ts";
import { borderOf } from "#server/domain/watch.ts";
import { loadDirections } from "../load-board.ts";
import type { FirmPage } from "../open-firm-page.ts";
import { readWish, WISH_FIELDS, type WishSource } from "./read-wish.ts";
import type { SubjectGroup } from "./wish-form.tsx";

/** Everything that can be watched, the firm's own corridors first. */
export async function loadSubjects({ locale, caller }: FirmPage) {
  const [{ corridors }, { crossings: listed }] = await Promise.all([
    caller.corridors.list({}),
    caller.crossings.list({}),
  ]);
  const crossings = listed.map(({ crossing }) => crossing);
  const borders = [...new Set(crossings.map(borderOf))].toSorted();
  const countries = [...new Set(borders.flatMap((border) => border.split("-")))].toSorted();
  const groups: SubjectGroup[] = [
    {
      kind: "corridor",
      subjects: corridors.map(({ id, name }) => ({ value: `corridor:${id}`, label: name })),
    },
    {
      kind: "crossing",
      subjects: crossings.map((one) => ({
        value: `crossing:${one.id}`,
        label: crossingName(locale, one),
      })),
    },
    {
      kind: "border",
      subjects: borders.map((border) => ({
        value: `border:${border}`,
        label: borderName(locale, border),
      })),
    },
    {
      kind: "country",
      subjects: countries.map((country) => ({
        value: `country:${country}`,
        label: countryName(locale, country),
      })),
    },
  ];
  const directions = await loadDirections(locale, crossings);
  return { groups: groups.filter(({ subjects }) => subjects.length > 0), directions };
}

const borderName = (locale: Locale, border: string): string =>
  border
    .split("-")
    .map((country) => countryName(locale, country))
    .join(" – ");

/** How a watch can tell, by the value of the form; by mail only where mail leaves. */
async function loadChannels({ caller }: FirmPage) {
  const t = await getTranslations("watches.firm");
  const [{ firm }, { endpoints }] = await Promise.all([
    caller.firms.get({}),
    caller.webhooks.list({}),
  ]);
  return [
    ...(sendsMail() ? firm.members : []).map(({ email }) => ({
      value: `email:${email}`,
      label: t("email", { email }),
    })),
    ...endpoints.map(({ id, url }) => ({
      value: `webhook:${id}`,
      label: `${t("webhook")} ${url}`,
    })),
    { value: "feed", label: t("feed") },
  ];
}

type DryRun = Awaited<ReturnType<FirmPage["caller"]["watches"]["dryRun"]>>;

/** What a form for a watch is drawn from, whether it is a new one or one that there is. */
export async function loadEditor(page: FirmPage, asked: WishSource) {
  const [{ groups, directions }, tried, channels] = await Promise.all([
    loadSubjects(page),
    tryWish(page, asked),
    loadChannels(page),
  ]);
  const wish = WISH_FIELDS.flatMap((name) => asked(name).map((value) => [name, value] as const));
  return { asked, groups, directions, tried, channels, wish };
}

/** What the wish in the address would have sent, or why it cannot be saved; null: nothing was asked. */
async function tryWish(
  { locale, caller }: FirmPage,
  asked: WishSource,
): Promise<{ run: DryRun } | { problems: readonly string[] } | null> {
  const wish = readWish(asked);
  if (wish === null) return null;
  try {
    return { run: await caller.watches.dryRun(asDryRun({ ...wish, locale })) };
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    const fields = refusal.details.fields ?? [];
    return {
      problems: fields.length === 0 ? [refusal.message] : fields.map((one) => one.message),
    };
  }
}

type DryRunGiven = Parameters<FirmPage["caller"]["watches"]["dryRun"]>[0];

/** The procedure parses what it is given and names each field that does not fit; nothing here relies on the type. */
const asDryRun = (wish: unknown): DryRunGiven => wish as DryRunGiven;
