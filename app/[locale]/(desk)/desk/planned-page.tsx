import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { firstValue, type SearchParams } from "#app/view-query.ts";
import type { Instant } from "#server/domain/time.ts";
import { DoneNotice } from "./done-notice.tsx";
import type { DeskPage } from "./open-desk-page.ts";

const DONE = ["entered", "withdrawn", "refused"] as const;

interface PlannedPageProps extends Pick<DeskPage, "actor" | "to"> {
  /** Of messages: what is planned here. */
  readonly namespace: "announcements" | "overrides";
  readonly query: SearchParams;
  /** When the page was made; what was done is told anew each time. */
  readonly at: Instant;
  readonly children: ReactNode;
}

/** A page of the desk on which something is entered, listed and taken back: what all of them have. */
export async function PlannedPage(props: PlannedPageProps) {
  const { namespace, actor, to, at, children } = props;
  const t = await getTranslations(namespace);
  const asked = firstValue(props.query, "done");
  const done = DONE.find((one) => one === asked);
  return (
    <ClientMessages namespaces={[namespace]}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        <div className="mx-auto max-w-6xl">
          <PageHeader title={t("title")}>{t("intro")}</PageHeader>
          {done !== undefined && <DoneNotice of={`${done} ${at}`}>{t(`done.${done}`)}</DoneNotice>}
          {children}
          <p className="pt-8">
            <a className="text-link inline-flex min-h-11 items-center" href={to.desk()}>
              {t("toDesk")}
            </a>
          </p>
        </div>
      </div>
    </ClientMessages>
  );
}
