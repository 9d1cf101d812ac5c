"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { LOCALE_NAMES, LOCALES } from "#app/locales.ts";
import { inLocale } from "#app/paths.ts";

/** The same page in the other languages; plain links, which work without script. */
export function LanguageSwitch() {
  const t = useTranslations("shell");
  const current = useLocale();
  const path = usePathname();
  const query = useSearchParams().toString();
  return (
    <nav aria-label={t("language")}>
      <ul className="flex flex-wrap items-center gap-x-3">
        {LOCALES.map((locale) => (
          <li key={locale}>
            <a
              href={`${inLocale(path, locale)}${query === "" ? "" : `?${query}`}`}
              lang={locale}
              hrefLang={locale}
              aria-current={locale === current ? "true" : undefined}
              className="inline-flex min-h-11 min-w-6 items-center text-sm text-ink-soft hover:text-ink hover:underline aria-[current]:font-semibold aria-[current]:text-ink"
            >
              {LOCALE_NAMES[locale]}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
