import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { PageMissing } from "#app/_components/shell/page-missing.tsx";
import { whatWasMeant } from "#app/_components/shell/what-was-meant.ts";
import { crossingName } from "#app/format/country.ts";
import {
  DEFAULT_LOCALE,
  directionOf,
  isLocale,
  LOCALE_NAMES,
  LOCALES,
  type Locale,
} from "#app/locales.ts";
import { inLocale, pathsFor } from "#app/paths.ts";
import { getRuntime } from "#server/runtime.ts";

interface UnclaimedPageProps {
  readonly params: Promise<{ locale: string; rest: string[] }>;
}

async function readLocale({ params }: UnclaimedPageProps): Promise<Locale> {
  const { locale } = await params;
  return isLocale(locale) ? locale : DEFAULT_LOCALE;
}

export async function generateMetadata(props: UnclaimedPageProps): Promise<Metadata> {
  const locale = await readLocale(props);
  const t = await getTranslations({ locale, namespace: "shell.notFound" });
  return { title: t("title"), robots: { index: false } };
}

/** Any address that no page claims: not found, in the reader's language and inside the shell, with what was meant. */
export default async function UnclaimedPage(props: UnclaimedPageProps) {
  const locale = await readLocale(props);
  setRequestLocale(locale);
  getRuntime().pageStatus.missing();
  const { rest } = await props.params;
  const { crossings } = await getRuntime().caller(null).crossings.list({});
  const meant = whatWasMeant(
    rest,
    crossings.map(({ crossing }) => crossing),
  );
  const shell = await getTranslations("shell");
  const crossing = await getTranslations("crossing.notFound");
  if (meant.kind === "otherLanguage") {
    return (
      <PageMissing
        nearestTitle={shell("language")}
        nearest={LOCALES.map((one) => ({
          href: inLocale(meant.path, one),
          name: (
            <span lang={one} dir={directionOf(one)}>
              {LOCALE_NAMES[one]}
            </span>
          ),
        }))}
      />
    );
  }
  return (
    <PageMissing
      nearestTitle={crossing("nearest")}
      nearest={meant.crossings.map((one) => ({
        href: pathsFor(locale).crossing(one.id),
        name: <bdi>{crossingName(locale, one)}</bdi>,
      }))}
    />
  );
}
