"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { When } from "#app/_components/time/when.tsx";
import { countryName } from "#app/format/country.ts";
import { useCrossing } from "./crossing-live.tsx";

interface PosturesProps {
  /** Who said it, by side; for the posture that the page came with. */
  readonly said: Readonly<Record<string, ReactNode>>;
}

/** How the forces on each side stand, by the newest word about them. */
export function Postures({ said }: PosturesProps) {
  const t = useTranslations("crossing.posture");
  const locale = useLocale();
  const { status, reference, zones, isPast } = useCrossing();
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-semibold">{t("title")}</h3>
      {status.postures.length === 0 ? (
        <p className="text-sm text-ink-soft">{t("none")}</p>
      ) : (
        <dl className="flex flex-col">
          {status.postures.map(({ side, value, asOf }) => (
            <div key={side} className="border-b border-line py-2">
              <dt className="text-ink-soft">{countryName(locale, side)}</dt>
              <dd className="parted">
                <span
                  className={`inline-block first-letter:uppercase ${value === "normal" ? "" : "font-semibold"}`}
                >
                  {t(value)}
                </span>{" "}
                <span className="text-sm text-ink-soft">
                  <When at={asOf} reference={reference} zones={zones} ticking={!isPast} />{" "}
                </span>
                {said[`${side} ${asOf}`] !== undefined && (
                  <span className="text-sm text-ink-soft">{said[`${side} ${asOf}`]}</span>
                )}
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
