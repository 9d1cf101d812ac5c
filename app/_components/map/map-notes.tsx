import { useLocale, useTranslations } from "next-intl";
import { type AsOfQuery, pathsFor } from "../../paths.ts";

interface MapNotesProps {
  /** Crossings that have no known position. */
  readonly unplaced: readonly { readonly id: string; readonly name: string }[];
  readonly view: AsOfQuery;
}

/** What the map cannot show, in words, and where its lines come from. */
export function MapNotes({ unplaced, view }: MapNotesProps) {
  const t = useTranslations("overview.map");
  const to = pathsFor(useLocale());
  return (
    <div className="flex flex-col gap-1 pt-2 text-xs text-ink-soft">
      {unplaced.length > 0 && (
        <p>
          {t("unplaced", { count: unplaced.length })}{" "}
          {unplaced.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <a className="text-link whitespace-nowrap" href={to.crossing(id, view)}>
                <bdi>{name}</bdi>
              </a>
            </span>
          ))}
        </p>
      )}
      <p>{t("source")}</p>
    </div>
  );
}
