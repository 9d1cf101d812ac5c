import { useLocale, useTranslations } from "next-intl";
import { PUNCTUATION } from "#app/format/list.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";

interface MapNotesProps {
  /** Crossings that have no known position. */
  readonly unplaced: readonly { readonly id: string; readonly name: string }[];
  readonly view: AsOfQuery;
}

/** More names than this fold away: they are all on the board too. */
const MAX_NAMES = 16;

/** What the map cannot show, in words, and where its lines come from. */
export function MapNotes({ unplaced, view }: MapNotesProps) {
  const t = useTranslations("overview.map");
  const count = unplaced.length;
  return (
    <div className="flex flex-col gap-1 pt-2 text-xs text-ink-soft">
      {count > 0 && count <= MAX_NAMES && (
        <p>
          {t("unplaced", { count })} <Names unplaced={unplaced} view={view} />
        </p>
      )}
      {count > MAX_NAMES && (
        <details>
          <summary className="cursor-pointer">{t("unplaced", { count })}</summary>
          <Names unplaced={unplaced} view={view} />
        </details>
      )}
      <p>
        {t("source")} {t("disputed")} {t("durand")}
      </p>
    </div>
  );
}

function Names({ unplaced, view }: MapNotesProps) {
  const locale = useLocale();
  const to = pathsFor(locale);
  return unplaced.map(({ id, name }, index) => (
    <span key={id}>
      {index > 0 && PUNCTUATION[locale].comma}
      <a className="text-link whitespace-nowrap" href={to.crossing(id, view)}>
        <bdi>{name}</bdi>
      </a>
    </span>
  ));
}
