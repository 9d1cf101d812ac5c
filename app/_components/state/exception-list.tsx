import { useLocale, useTranslations } from "next-intl";
import { directionEnds } from "#app/format/country.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import type { ExceptionStatus } from "#server/domain/status.ts";

/** Who moves although the lane is closed, or is held although it is open: "returnees PK→AF". */
export function ExceptionList({ exceptions }: { readonly exceptions: readonly ExceptionStatus[] }) {
  const t = useTranslations("states");
  const { comma } = PUNCTUATION[useLocale()];
  return (
    <span>
      {exceptions.map((exception, index) => (
        <span key={`${exception.class} ${exception.direction} ${exception.mode}`}>
          {index > 0 && comma}
          {t(`exceptionState.${exception.state}`, { class: t(`exception.${exception.class}`) })}
          {exception.direction !== null && (
            <>
              {" "}
              <DirectionText direction={exception.direction} />
            </>
          )}
        </span>
      ))}
    </span>
  );
}

/** `PK→AF`, read from left to right in every language. */
export function DirectionText({ direction }: { readonly direction: string }) {
  const { from, to } = directionEnds(direction);
  return (
    <bdi dir="ltr" className="whitespace-nowrap">
      {from}→{to}
    </bdi>
  );
}
