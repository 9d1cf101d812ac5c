import { useLocale, useTranslations } from "next-intl";
import { apiPaths } from "#app/api-paths.ts";
import { pathsFor } from "#app/paths.ts";
import { LanguageSwitch } from "./language-switch.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";

/** Where the words come from, under which licence, and how machines read them. */
export function Footer() {
  const t = useTranslations("shell.footer");
  const shell = useTranslations("shell");
  const to = pathsFor(useLocale());
  const links = [
    { href: to.changes(), text: shell("changes") },
    { href: to.replay(), text: shell("replay") },
    { href: apiPaths.docs(), text: t("api") },
    { href: apiPaths.changesFeed(), text: t("feed") },
    { href: apiPaths.closuresFeed(), text: t("calendar") },
    { href: apiPaths.capFeed(), text: t("cap") },
  ];
  return (
    <footer className="mt-auto border-t border-line bg-surface text-sm text-ink-soft">
      <div className="page flex flex-col gap-4 py-8 lg:flex-row lg:justify-between lg:gap-16">
        <div className="flex max-w-prose flex-col gap-1">
          <p>{t("sources")}</p>
          <p>{t("map")}</p>
          <p>{t("licence")}</p>
        </div>
        <ul className="flex flex-wrap items-start gap-x-5">
          {links.map(({ href, text }) => (
            <li key={href}>
              <a href={href} className="text-link inline-flex min-h-11 min-w-6 items-center">
                {text}
              </a>
            </li>
          ))}
        </ul>
        <div className="flex flex-wrap items-center justify-between gap-4 lg:hidden">
          <LanguageSwitch />
          <ThemeToggle id="theme-bottom" />
        </div>
      </div>
    </footer>
  );
}
