import { useLocale, useTranslations } from "next-intl";
import { PUNCTUATION } from "#app/format/list.ts";
import type { RelayQuestion } from "#server/formats/relay/relay-code.ts";

/** A question about a code as a sentence. */
export function useQuestionWords(): (question: RelayQuestion) => string {
  const t = useTranslations("relay");
  const locale = useLocale();
  return ({ kind, word, options }) => {
    const hint =
      options.length === 0
        ? ""
        : t("options", { options: options.join(PUNCTUATION[locale].comma) });
    return t(`question.${kind}`, { word, options: hint }).trim();
  };
}
