import { useTranslations } from "next-intl";
import { SourceLinks } from "#app/_components/source-links.tsx";
import { When } from "#app/_components/time/when.tsx";
import type { OutlookStatus } from "#server/domain/status.ts";

interface OutlookListProps {
  readonly outlooks: readonly OutlookStatus[];
  readonly zones: readonly string[];
  readonly reference: string;
  readonly ticking: boolean;
}

/** Somebody's own word for where things are going: quoted, with who said it, beside the trend and not in it. */
export function OutlookList({ outlooks, zones, reference, ticking }: OutlookListProps) {
  const t = useTranslations("crossing");
  if (outlooks.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2 pt-1 text-sm">
      {outlooks.map(({ quote, asOf, said }) => (
        <li key={`${said.reportId} ${quote}`} className="border-s-2 border-line-strong ps-3">
          <p>{t("outlook", { quote, source: said.source.name })}</p>
          <p className="text-ink-soft parted">
            <span>
              {t("outlookNote")}{" "}
              <When at={asOf} reference={reference} zones={zones} ticking={ticking} />{" "}
            </span>
            <SourceLinks links={said.links} />
          </p>
        </li>
      ))}
    </ul>
  );
}
