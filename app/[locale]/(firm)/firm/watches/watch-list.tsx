"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Notice } from "#app/_components/notice.tsx";
import { OfName } from "#app/_components/of-name.tsx";
import { EndForm } from "../end-form.tsx";
import { endAction } from "./actions.ts";
import { RenewFeedForm } from "./renew-feed-form.tsx";

export interface WatchLine {
  readonly id: string;
  readonly name: string;
  /** Subject, rule and channel in words. */
  readonly about: string;
  /** Null: it tells by another channel. */
  readonly feedUrl: string | null;
  /** Messages of the last 30 days. */
  readonly told: number;
  /** When it told last; false: never yet. */
  readonly lastTold: ReactNode;
  readonly waiting: number;
  readonly failed: number;
  /** Why it tells nothing, in words; null: it tells. */
  readonly parked: string | null;
  /** Where it is changed. */
  readonly editHref: string;
}

/** The watches that there are; those who may edit can change and end each. */
export function WatchList({
  watches,
  mayEdit,
}: {
  readonly watches: readonly WatchLine[];
  readonly mayEdit: boolean;
}) {
  const t = useTranslations("watches.firm");
  if (watches.length === 0) return <p className="pb-4 text-ink-soft">{t("none")}</p>;
  return (
    <ul className="border-t border-line">
      {watches.map(
        ({ id, name, about, feedUrl, told, waiting, failed, parked, editHref, lastTold }) => (
          <li key={id} className="flex flex-col gap-1 border-b border-line py-3">
            <h2 className="font-semibold">
              <bdi>{name}</bdi>
            </h2>
            <p className="text-sm text-ink-soft">{about}</p>
            {feedUrl !== null && (
              <p className="text-sm break-all">
                <a href={feedUrl} dir="ltr" className="text-link">
                  {feedUrl}
                </a>
              </p>
            )}
            {feedUrl !== null && mayEdit && <RenewFeedForm id={id} name={name} />}
            <p className="text-sm">
              {t("told", { count: told })}
              {lastTold !== false && (
                <>
                  {" · "}
                  {t("lastTold")} {lastTold}
                </>
              )}
            </p>
            {waiting > 0 && <p className="text-sm">{t("waiting", { count: waiting })}</p>}
            {failed > 0 && (
              <p className="text-sm font-semibold">{t("failed", { count: failed })}</p>
            )}
            {parked !== null && <Notice kind="bad">{parked}</Notice>}
            {mayEdit && (
              <p>
                <a href={editHref} className="text-link inline-flex min-h-11 items-center">
                  {t("change")}
                  <OfName name={name} />
                </a>
              </p>
            )}
            {mayEdit && (
              <EndForm
                id={id}
                name={name}
                label={t("end")}
                action={endAction}
                problemWords={(problem) => t(`problem.${problem}`)}
              />
            )}
          </li>
        ),
      )}
    </ul>
  );
}
