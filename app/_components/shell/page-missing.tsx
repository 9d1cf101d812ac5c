import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { pathsFor } from "#app/paths.ts";
import { Missing } from "../crossing/missing.tsx";

interface PageMissingProps {
  readonly nearestTitle?: ReactNode;
  readonly nearest?: readonly { readonly href: string; readonly name: ReactNode }[];
}

/** There is no page at this address: what may have been meant, and the way to the overview. */
export function PageMissing({ nearestTitle, nearest = [] }: PageMissingProps) {
  const t = useTranslations("shell.notFound");
  const to = pathsFor(useLocale());
  return (
    <Missing
      title={t("title")}
      text={t("text")}
      nearestTitle={nearestTitle}
      nearest={nearest}
      back={{ href: to.overview(), text: t("action") }}
    />
  );
}
