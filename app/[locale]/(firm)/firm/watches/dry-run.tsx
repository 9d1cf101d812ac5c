import { useTranslations } from "next-intl";
import { formatDate, formatOffset } from "#app/format/date.ts";
import type { Locale } from "#app/locales.ts";

interface DryRunProps {
  readonly run: {
    readonly from: string;
    readonly to: string;
    readonly total: number;
    readonly mostInADay: number;
    readonly messages: readonly { readonly at: string; readonly headline: string }[];
    readonly notCovered: readonly ("silence" | "level" | "changes")[];
  };
  readonly locale: Locale;
  /** IANA. */
  readonly zone: string;
}

/** Every message that a rule would have sent, with its time by the firm's clocks. */
export function DryRun({ run, locale, zone }: DryRunProps) {
  const t = useTranslations("watches.firm");
  const day = (at: string) => formatDate(at, { locale, style: "day", zone });
  return (
    <>
      <p className="font-semibold">
        {t("dry", {
          count: run.total,
          most: run.mostInADay,
          from: day(run.from),
          to: day(run.to),
        })}
      </p>
      <ol className="border-t border-line">
        {run.messages.map(({ at, headline }) => (
          <li key={at} className="flex flex-col gap-1 border-b border-line py-2">
            <time dateTime={at} className="text-sm text-ink-soft">
              {formatDate(at, { locale, style: "dayTime", zone })}{" "}
              <bdi>{formatOffset(at, zone)}</bdi>
            </time>
            <span>{headline}</span>
          </li>
        ))}
      </ol>
      <p className="text-sm text-ink-soft">{t("dryNote")}</p>
      {run.notCovered.map((what) => (
        <p key={what} className="text-sm">
          {t(`notCovered.${what}`)}
        </p>
      ))}
    </>
  );
}
