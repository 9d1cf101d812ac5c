import { getLocale, getTranslations } from "next-intl/server";
import { getActor } from "#server/auth/get-actor.ts";
import { buttonClass } from "../_components/form/button.tsx";
import { PageHeader } from "../_components/page-header.tsx";
import { pathsFor } from "../paths.ts";

/** A page that this account has no right to, in words. */
export default async function Forbidden() {
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
