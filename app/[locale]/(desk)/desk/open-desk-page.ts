import { redirect } from "next/navigation";
import { setRequestLocale } from "next-intl/server";
import { DEFAULT_LOCALE, isLocale, type Locale } from "#app/locales.ts";
import { type PagePaths, pathsFor } from "#app/paths.ts";
import { getActor } from "#server/auth/get-actor.ts";
import type { Actor } from "#server/domain/actor.ts";
import { type Action, can } from "#server/domain/permissions.ts";
import { getRuntime } from "#server/runtime.ts";

export interface DeskPage {
  readonly locale: Locale;
  readonly to: PagePaths;
  readonly actor: Actor;
  readonly caller: ReturnType<ReturnType<typeof getRuntime>["caller"]>;
}

/** Who works at the desk, on one of its pages; whoever is not signed in signs in first. Null: they may not (`PageRefused`). */
export async function openDeskPage(
  params: Promise<{ locale: string }>,
  { action, path }: { readonly action: Action; readonly path: (to: PagePaths) => string },
): Promise<DeskPage | null> {
  const { locale: named } = await params;
  const locale = isLocale(named) ? named : DEFAULT_LOCALE;
  setRequestLocale(locale);
  const to = pathsFor(locale);
  const actor = await getActor();
  if (actor === null) redirect(to.signIn(path(to)));
  if (!can(actor, action)) return null;
  return { locale, to, actor, caller: getRuntime().caller(actor) };
}
