"use client";
import { useTranslations } from "next-intl";
import { keepHours, useKeepingHours } from "#app/_client/firm/keeping-hours.ts";
import { MAX_KEEPING_HOURS, perishableLeft, readKeepingHours } from "#server/domain/perishable.ts";
import { Input } from "../form/controls.tsx";
import { describedBy, Field } from "../form/field.tsx";
import type { RowNow } from "./board-row.ts";
import { useLengths } from "./use-lengths.ts";

/** Two days, as fruit has. */
const EXAMPLE_HOURS = 48;

interface PerishableClockProps {
  readonly corridorId: string;
  readonly rows: readonly RowNow[];
}

/** How long a load keeps, set against how long each gate is closed and how long such closures last. */
export function PerishableClock({ corridorId, rows }: PerishableClockProps) {
  const t = useTranslations("firm.perishable");
  const typed = useKeepingHours(corridorId);
  const hours = typed === "" ? null : readKeepingHours(typed);
  const closed = rows.filter(({ lane }) => lane?.value === "closed");
  const field = {
    id: `keeping-${corridorId}`,
    hint: t("hint"),
    error:
      typed !== "" && hours === null
        ? t("invalid", { most: MAX_KEEPING_HOURS, example: EXAMPLE_HOURS })
        : undefined,
  };
  return (
    <details open={closed.length > 0} className="border-y border-line">
      <summary className="text-link inline-flex min-h-11 cursor-pointer items-center text-sm font-semibold">
        {t("title")}
      </summary>
      <div className="flex max-w-3xl flex-col gap-3 pb-4">
        <Field label={t("label")} {...field}>
          <Input
            {...describedBy(field)}
            className="max-w-32"
            inputMode="decimal"
            autoComplete="off"
            dir="ltr"
            maxLength={6}
            value={typed}
            onChange={({ currentTarget }) => keepHours(corridorId, currentTarget.value)}
          />
        </Field>
        <noscript>
          <p className="text-sm text-ink-soft">{t("noScript")}</p>
        </noscript>
        {closed.length === 0 ? (
          <p className="text-sm text-ink-soft">{t("noneClosed")}</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {closed.map((one) => (
              <li key={one.row.crossingId}>
                <ClosedGate now={one} hours={hours} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </details>
  );
}

function ClosedGate({ now, hours }: { readonly now: RowNow; readonly hours: number | null }) {
  const t = useTranslations("firm.perishable");
  const lengths = useLengths();
  const { row, lane, at } = now;
  const since = lane?.since ?? null;
  // Without hours nothing is set against the closure, but it is told all the same.
  const left = since === null ? null : perishableLeft(hours ?? 0, since, at);
  return (
    <>
      <p>
        <strong className="font-semibold">
          <bdi>{row.shownName}</bdi>
        </strong>{" "}
        {left === null
          ? t("sinceUnknown")
          : t("closedFor", { length: lengths.range(left.closedLowHours, left.closedHighHours) })}
        {left !== null && hours !== null && (
          <>
            {" · "}
            <span className={left.leftLowHours < 0 ? "font-semibold text-closed" : "font-semibold"}>
              <Left {...left} />
            </span>
          </>
        )}
      </p>
      {row.survivalText !== null && <p className="text-sm text-ink-soft">{row.survivalText}</p>}
    </>
  );
}

/** "41 h left", "past by 12 h", or that it may be past where the hour of the closing is not known. */
function Left({
  leftLowHours,
  leftHighHours,
}: {
  readonly leftLowHours: number;
  readonly leftHighHours: number;
}) {
  const t = useTranslations("firm.perishable");
  const lengths = useLengths();
  if (leftLowHours >= 0) return t("left", { length: lengths.range(leftLowHours, leftHighHours) });
  if (leftHighHours < 0) return t("past", { length: lengths.range(-leftHighHours, -leftLowHours) });
  return t("maybePast", { length: lengths.hours(leftHighHours) });
}
