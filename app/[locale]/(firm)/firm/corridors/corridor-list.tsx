"use client";
import { useLocale, useTranslations } from "next-intl";
import { OfName } from "#app/_components/of-name.tsx";
import { formatList } from "#app/format/list.ts";
import { EndForm } from "../end-form.tsx";
import { endAction } from "./actions.ts";

interface ListedCorridor {
  readonly id: string;
  readonly name: string;
  readonly lane: string;
  readonly crossings: readonly string[];
  /** Names of those that are no longer in the registry. */
  readonly delisted: readonly string[];
  readonly editHref: string;
}

interface CorridorListProps {
  readonly corridors: readonly ListedCorridor[];
  readonly mayEdit: boolean;
}

/** The corridors that there are; those who may edit can change or end each. */
export function CorridorList({ corridors, mayEdit }: CorridorListProps) {
  const t = useTranslations("firm.corridors");
  const firm = useTranslations("firm");
  const locale = useLocale();
  if (corridors.length === 0) return <p className="pb-4 text-ink-soft">{t("none")}</p>;
  return (
    <ul className="border-t border-line">
      {corridors.map(({ id, name, lane, crossings, delisted, editHref }) => (
        <li key={id} className="flex flex-col gap-1 border-b border-line py-3">
          <h2 className="font-semibold">
            <bdi>{name}</bdi>
          </h2>
          <p className="text-sm text-ink-soft">{lane}</p>
          <ol className="flex flex-wrap gap-x-3 text-sm">
            {crossings.map((crossing, index) => (
              <li key={crossing}>
                {t("inOrder", { rank: index + 1 })} <bdi>{crossing}</bdi>
              </li>
            ))}
          </ol>
          {delisted.length > 0 && (
            <p className="text-sm font-medium">
              {firm("delisted")} <bdi>{formatList(locale, delisted)}</bdi>
            </p>
          )}
          {mayEdit && (
            <div className="flex flex-wrap items-center gap-4">
              <a href={editHref} className="text-link inline-flex min-h-11 items-center">
                {t("edit")}
                <OfName name={name} />
              </a>
              <EndForm
                id={id}
                name={name}
                label={t("end")}
                action={endAction}
                problemWords={(problem) => t(`problem.${problem}`)}
              />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
