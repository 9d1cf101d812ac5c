import { redirect } from "next/navigation";
import { setRequestLocale } from "next-intl/server";
import { DEFAULT_LOCALE, isLocale, type Locale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { getActor } from "#server/auth/get-actor.ts";
import type { Actor } from "#server/domain/actor.ts";
import { can } from "#server/domain/permissions.ts";
import { getRuntime } from "#server/runtime.ts";

export interface ReporterPage {
  readonly locale: Locale;
  readonly actor: Actor;
  readonly caller: ReturnType<ReturnType<typeof getRuntime>["caller"]>;
}

/** Who reports, on a page of the field; whoever is not signed in signs in first. Null: they may not (`PageRefused`). */
export async function openReporterPage(
  params: Promise<{ locale: string }>,
  returnTo: (to: ReturnType<typeof pathsFor>) => string,
): Promise<ReporterPage | null> {
  const { locale: named } = await params;
  const locale = isLocale(named) ? named : DEFAULT_LOCALE;
  setRequestLocale(locale);
  const actor = await getActor();
  const to = pathsFor(locale);
  if (actor === null) redirect(to.signIn(returnTo(to)));
  if (!can(actor, "report.submit")) return null;
  return { locale, actor, caller: getRuntime().caller(actor) };
}
