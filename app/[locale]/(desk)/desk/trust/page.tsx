import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Button } from "#app/_components/form/button.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { Table } from "#app/_components/table.tsx";
import { openDeskPage } from "#app/[locale]/(desk)/desk/open-desk-page.ts";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { crossingName } from "#app/format/country.ts";
import { ActForm } from "../act-form.tsx";
import { setTrustAction } from "./actions.ts";

interface TrustPageProps {
  readonly params: Promise<{ locale: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk.trust"))("title") };
}

/** Whose reports are published at once, crossing by crossing; for admins. */
export default async function TrustPage({ params }: TrustPageProps) {
  const opened = await openDeskPage(params, {
    action: "setting.manage",
    path: (paths) => paths.deskTrust(),
  });
  if (opened === null) return <PageRefused />;
  const { locale, to, actor, caller } = opened;
  const t = await getTranslations("desk.trust");
  const unanswered = (await getTranslations("desk.refused"))("unanswered");
  const [{ rows }, list] = await Promise.all([caller.desk.trust({}), caller.crossings.list({})]);
  const names = new Map(
    list.crossings.map(({ crossing }) => [crossing.id, crossingName(locale, crossing)]),
  );
  return (
    <ClientMessages>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        <div className="mx-auto max-w-6xl">
          <PageHeader title={t("title")}>{t("intro")}</PageHeader>
          <p className="pb-4">
            <a className="text-link inline-flex min-h-11 items-center" href={to.desk()}>
              {t("back")}
            </a>
          </p>
          {rows.length === 0 ? (
            <p>{t("none")}</p>
          ) : (
            <Table
              caption={t("title")}
              hideCaption
              columns={(["reporter", "crossing", "now", "change"] as const).map((key) => ({
                key,
                heading: t(key),
              }))}
              rows={rows.map((row) => {
                const crossing = names.get(row.crossingId) ?? row.crossingId;
                return {
                  key: `${row.accountId} ${row.crossingId}`,
                  cells: {
                    reporter: (
                      <>
                        <bdi>{row.name}</bdi>
                        <span className="block font-normal text-ink-soft">
                          <bdi>{row.email}</bdi>
                        </span>
                      </>
                    ),
                    crossing: <bdi>{crossing}</bdi>,
                    now: (
                      <span className={row.isTrusted ? "font-semibold" : ""}>
                        {t(row.isTrusted ? "trusted" : "observer")}
                      </span>
                    ),
                    change: (
                      <ActForm action={setTrustAction} unanswered={unanswered}>
                        <input type="hidden" name="accountId" value={row.accountId} />
                        <input type="hidden" name="crossingId" value={row.crossingId} />
                        <Button
                          type="submit"
                          name="isTrusted"
                          value={row.isTrusted ? "no" : "yes"}
                          aria-label={t(row.isTrusted ? "makeObserver" : "makeTrusted", {
                            name: row.name,
                            crossing,
                          })}
                        >
                          {t(row.isTrusted ? "toObserver" : "toTrusted")}
                        </Button>
                      </ActForm>
                    ),
                  },
                };
              })}
            />
          )}
        </div>
      </div>
    </ClientMessages>
  );
}
