import { useLocale, useTranslations } from "next-intl";
import { pathsFor } from "#app/paths.ts";
import { AccountNav } from "./account-nav.tsx";
import { LanguageSwitch } from "./language-switch.tsx";
import { LiveIndicator } from "./live-indicator.tsx";
import { NAV_LINK } from "./nav-link.ts";
import { ThemeToggle } from "./theme-toggle.tsx";

/** Name, main links, state of the live stream, and (where there is room) language and theme. */
export function Header() {
  const t = useTranslations("shell");
  const to = pathsFor(useLocale());
  return (
    <header className="border-b border-line bg-surface">
      <div className="page flex flex-wrap items-center gap-x-3 md:min-h-14 md:gap-x-6">
        <a
          href={to.overview()}
          className="flex min-h-11 items-center gap-2 text-lg font-bold tracking-tight"
        >
          <GateMark />
          {t("name")}
        </a>
        <nav aria-label={t("nav")} className="ms-auto flex items-center gap-x-3 md:ms-0 md:gap-x-5">
          <a href={to.overview()} className={`${NAV_LINK} max-sm:hidden`}>
            {t("overview")}
          </a>
          <a href={to.incidents()} className={NAV_LINK}>
            {t("incidents")}
          </a>
          <a href={to.replay()} className={`${NAV_LINK} max-md:hidden`}>
            {t("replay")}
          </a>
          <a href={to.report()} className={NAV_LINK}>
            {t("report")}
          </a>
          <AccountNav />
        </nav>
        <div className="flex min-h-7 w-full items-center justify-between gap-4 text-sm md:ms-auto md:w-auto">
          <LiveIndicator />
          <span className="hidden items-center gap-4 lg:flex">
            <LanguageSwitch />
            <ThemeToggle id="theme-top" />
          </span>
        </div>
      </div>
    </header>
  );
}

function GateMark() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M2 3h3v14H2zM15 3h3v14h-3zM5 8.5h10v3H5z" fill="currentColor" />
    </svg>
  );
}
