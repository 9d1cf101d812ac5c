import { redirect } from "next/navigation";
import { setRequestLocale } from "next-intl/server";
import { DEFAULT_LOCALE, isLocale, type Locale } from "#app/locales.ts";
import { type PagePaths, pathsFor } from "#app/paths.ts";
import { getActor } from "#server/auth/get-actor.ts";
import type { Actor } from "#server/domain/actor.ts";
import type { Membership } from "#server/domain/firm.ts";
import { can } from "#server/domain/permissions.ts";
import { getRuntime } from "#server/runtime.ts";

export interface FirmPage {
  readonly locale: Locale;
  readonly to: PagePaths;
  readonly actor: Actor;
  /** null: the account is in no firm yet, and the page says so (`no-firm.tsx`). */
  readonly membership: Membership | null;
  readonly caller: ReturnType<ReturnType<typeof getRuntime>["caller"]>;
}

/** A member of a firm on one of its pages; whoever is not signed in signs in first. Null: they may not (`PageRefused`). */
export async function openFirmPage(
  params: Promise<{ locale: string }>,
  path: (to: PagePaths) => string,
): Promise<FirmPage | null> {
  const { locale: named } = await params;
  const locale = isLocale(named) ? named : DEFAULT_LOCALE;
  setRequestLocale(locale);
  const to = pathsFor(locale);
  const actor = await getActor();
  if (actor === null) redirect(to.signIn(path(to)));
  if (!can(actor, "firm.use")) return null;
  const caller = getRuntime().caller(actor);
  return { locale, to, actor, membership: await caller.firms.mine({}), caller };
}
