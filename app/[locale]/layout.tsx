import "../globals.css";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { getRuntime } from "#server/runtime.ts";
import { LiveProvider } from "../_client/live-provider.tsx";
import { NowProvider } from "../_client/now-provider.tsx";
import { THEME_SCRIPT } from "../_client/theme/theme-script.ts";
import { WhenTips } from "../_client/when-tips.tsx";
import { ExerciseBanner } from "../_components/exercise/exercise-banner.tsx";
import { ClientMessages } from "../_components/shell/client-messages.tsx";
import { Footer } from "../_components/shell/footer.tsx";
import { Header } from "../_components/shell/header.tsx";
import { OfflineNotice } from "../_components/shell/offline-notice.tsx";
import { StateSprite } from "../_components/state/state-sprite.tsx";
import { fontOf } from "../fonts.ts";
import { directionOf, isLocale } from "../locales.ts";
import { exerciseMark, exerciseTitle } from "./exercise-title.ts";

/** Pages are rendered on demand; the front door keeps them. */
export const dynamic = "force-dynamic";

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
};

interface LocaleLayoutProps {
  readonly children: ReactNode;
  readonly params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: LocaleLayoutProps): Promise<Metadata> {
  const { locale } = await params;
  if (!isLocale(locale)) return {};
  const t = await getTranslations({ locale, namespace: "shell" });
  const template = `%s · ${t("name")}`;
  return {
    title: {
      default: await exerciseTitle(locale, t("name")),
      template: await exerciseTitle(locale, template),
    },
    description: t("tagline"),
    icons: { icon: { url: "/favicon.svg", type: "image/svg+xml" } },
  };
}

/** The shell around every page. */
export default async function LocaleLayout({ children, params }: LocaleLayoutProps) {
  // Before anything is waited for: what is in the page is then as new or newer, and the stream tells the rest.
  const drawn = getRuntime().held();
  const { locale } = await params;
  if (!isLocale(locale)) notFound();
  setRequestLocale(locale);
  const t = await getTranslations("shell");
  // Set by the front door on pages that it does not keep; kept pages are named by hash instead.
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  const { exercise } = getRuntime();
  return (
    <html
      lang={locale}
      dir={directionOf(locale)}
      data-exercise={exercise === null ? undefined : exerciseMark(exercise)}
      suppressHydrationWarning
    >
      <head>
        <link
          rel="preload"
          href={fontOf(locale)}
          as="font"
          type="font/woff2"
          crossOrigin="anonymous"
        />
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, see theme-script.ts */}
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body className="flex min-h-dvh flex-col">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:bg-surface focus:p-3 focus:font-semibold"
        >
          {t("skip")}
        </a>
        <StateSprite />
        <LiveProvider drawn={drawn} />
        <NowProvider>
          <ClientMessages>
            {exercise !== null && <ExerciseBanner exercise={exercise} />}
            <Header />
            <main id="content" tabIndex={-1} className="outline-none">
              {children}
            </main>
            <Footer />
            <OfflineNotice />
            <WhenTips />
          </ClientMessages>
        </NowProvider>
      </body>
    </html>
  );
}
