import { getTranslations } from "next-intl/server";
import { formatInstant, formatOffset } from "#app/format/date.ts";
import type { Locale } from "#app/locales.ts";
import { findRefusal } from "#server/api/errors.ts";

/**
 * What was refused at the desk, in the language of the page; anything but a refusal is a bug and goes on.
 * @param view.zone in which a time is written
 */
export async function refusalWords(
  error: unknown,
  { locale, zone }: { readonly locale: Locale; readonly zone: string },
): Promise<string> {
  const refusal = findRefusal(error);
  if (refusal === null) throw error;
  const t = await getTranslations({ locale, namespace: "desk.refused" });
  const { heldBy, review, newestId, fields } = refusal.details;
  if (heldBy !== undefined) {
    const time = formatInstant(heldBy.until, { locale, style: "time", zone });
    return t("held", { name: heldBy.name, time: `${time} ${formatOffset(heldBy.until, zone)}` });
  }
  if (review !== undefined) return t(`decided.${review}`);
  if (newestId !== undefined) return t("corrected");
  if (fields?.some(({ path }) => path === "reason")) return t("noReason");
  return t(refusal.code);
}
