import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { apiPaths } from "#app/api-paths.ts";
import type { Locale } from "#app/locales.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { getRuntime } from "#server/runtime.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "./card.ts";

interface Linked {
  readonly locale: Locale;
  readonly slug: CrossingId;
  readonly view: AsOfQuery;
  readonly title: string;
  /** The state in words. */
  readonly description: string;
}

/** What networks and readers of feeds find at a crossing's address; every address is absolute. */
export async function linkMetadata({ locale, slug, view, title, description }: Linked) {
  const shell = await getTranslations({ locale, namespace: "shell" });
  const t = await getTranslations({ locale, namespace: "share" });
  const site = getRuntime().publicUrl;
  const to = pathsFor(locale);
  const images = [
    {
      url: `${site}${to.card(slug, view)}`,
      width: CARD_WIDTH,
      height: CARD_HEIGHT,
      type: "image/png",
      alt: description,
    },
  ];
  return {
    openGraph: {
      type: "website",
      siteName: shell("name"),
      url: `${site}${to.crossing(slug, view)}`,
      locale: locale.replace("-", "_"),
      title,
      description,
      images,
    },
    twitter: { card: "summary_large_image", title, description, images },
    alternates: {
      types: {
        "application/atom+xml": [{ url: `${site}${apiPaths.changesFeed()}`, title: t("feed") }],
      },
    },
  } satisfies Metadata;
}
