import { getTranslations } from "next-intl/server";
import { faultWords } from "#app/format/fault-words.ts";
import type { Locale } from "#app/locales.ts";
import type { DomainError } from "#server/domain/errors.ts";
import { readFault } from "#server/domain/fault.ts";

/** The fields of the form; of anything else that is wrong the whole form is told. */
const FIELDS = [
  "url",
  "id",
  "name",
  "party",
  "intervalMinutes",
  "crossing",
  "observed_at",
  "zone",
] as const;

/** Why a feed was not added, changed or asked, by field and for the whole, in the language of the page. */
export async function feedRefusal(
  { message, details }: DomainError,
  locale: Locale,
): Promise<{ problems: Readonly<Record<string, string>>; refusal: string }> {
  const t = await getTranslations({ locale, namespace: "feeds.wrong" });
  const faults = await getTranslations({ locale, namespace: "faults" });
  const words = (text: string): string | null => {
    const fault = readFault(text);
    return fault === null ? null : faultWords(faults, fault);
  };
  const problems = (details.fields ?? []).flatMap(({ path, message: text }) => {
    const parts = path.split(".");
    const field = FIELDS.find((one) => parts.includes(one));
    return field === undefined ? [] : [[field, words(text) ?? t(field)] as const];
  });
  return { problems: Object.fromEntries(problems), refusal: words(message) ?? t("whole") };
}
