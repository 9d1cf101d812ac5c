import { getLocale, getTranslations } from "next-intl/server";
import { buttonClass } from "#app/_components/form/button.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { pathsFor } from "#app/paths.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { getRuntime } from "#server/runtime.ts";

/** Stands in the place of a page that this account has no right to, and says so with status 403. */
export async function PageRefused() {
  getRuntime().pageStatus.refused();
  const t = await getTranslations("auth.forbidden");
  const actor = await getActor();
  return (
    <div className="page pb-16">
      <PageHeader title={t("title")}>
        {actor === null
          ? t("signedOut")
          : t("text", { name: actor.name, role: t(`role.${actor.role}`) })}
      </PageHeader>
      <a href={pathsFor(await getLocale()).overview()} className={buttonClass("primary")}>
        {t("action")}
      </a>
    </div>
  );
}
