"use client";
import { useLocale, useTranslations } from "next-intl";
import { plainSentence } from "#app/format/plain-sentence.ts";
import { useCrossing } from "./crossing-live.tsx";

/** The answer as one plain sentence, kept current as the rest of the page is. */
export function SentenceNow({ name }: { readonly name: string }) {
  const locale = useLocale();
  const t = useTranslations("sentence");
  const { status, zones, isPast } = useCrossing();
  const pastAt = isPast ? status.at : null;
  return (
    <p className="max-w-prose pb-5 text-lg text-balance">
      {plainSentence(status, { t, locale, name, zone: zones[0], pastAt })}
    </p>
  );
}
