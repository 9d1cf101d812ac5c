"use client";
import { useLocale, useTranslations } from "next-intl";
import { StateGlyph } from "#app/_components/state/state-glyph.tsx";
import { When } from "#app/_components/time/when.tsx";
import type { ExceptionStatus } from "#server/domain/status.ts";
import { useCrossing } from "./crossing-live.tsx";
import { useLaneNames } from "./use-lane-name.ts";

/** Who moves although lanes are closed, or is held although they are open: in words, with direction, state and age. */
export function Exceptions() {
  const t = useTranslations("crossing.exceptions");
  const { status } = useCrossing();
  if (status.exceptions.length === 0) return null;
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-semibold">{t("title")}</h3>
      <p className="text-sm text-ink-soft">{t("intro")}</p>
      <ul className="flex flex-col">
        {status.exceptions.map((exception) => (
          <ExceptionLine
            key={`${exception.class} ${exception.direction} ${exception.mode}`}
            exception={exception}
          />
        ))}
      </ul>
    </div>
  );
}

function ExceptionLine({ exception }: { readonly exception: ExceptionStatus }) {
  const t = useTranslations("crossing.exceptions");
  const states = useTranslations("states");
  const locale = useLocale();
  const names = useLaneNames();
  const { reference, zones, isPast } = useCrossing();
  const what = t(exception.state, { class: states(`exception.${exception.class}`) });
  const direction = names.direction(exception.direction);
  return (
    <li className="flex gap-2 border-b border-line py-2">
      <span className="pt-1">
        <StateGlyph state={exception.state} />
      </span>
      <span>
        <span className="block first-letter:uppercase">
          {exception.mode === null
            ? t("line", { what, direction })
            : t("withMode", {
                what,
                direction,
                mode: states(`mode.${exception.mode}`).toLocaleLowerCase(locale),
              })}
        </span>
        <span className="text-sm text-ink-soft">
          {t("said")}{" "}
          <When
            at={exception.lastWordAt}
            reference={reference}
            zones={zones}
            ticking={!isPast}
            isStale={exception.state === "unknown"}
          />
        </span>
      </span>
    </li>
  );
}
