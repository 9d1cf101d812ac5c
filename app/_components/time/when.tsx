"use client";
import { useLocale } from "next-intl";
import { useNow } from "#app/_client/now.ts";
import { formatDate, formatInstant, formatOffset } from "#app/format/date.ts";
import { DAY_MS, type Instant, msBetween } from "#server/domain/time.ts";
import { AgeText } from "./age-text.tsx";

interface WhenProps {
  readonly at: Instant;
  /** The instant that the page describes. */
  readonly reference: Instant;
  /** Zones of both sides; a tip has the exact time in each of them, and in the reader's own. */
  readonly zones: readonly string[];
  readonly ticking?: boolean;
  /** `age`: "3 h ago"; `exact`: date and time in the first zone; `both`: exact, then age. */
  readonly show?: "age" | "exact" | "both";
  /** The word is no longer current: its age is never shown without its date. */
  readonly isStale?: boolean;
  /** Its date stands beside it already. */
  readonly isDated?: boolean;
}

/** From this age on a date says more than hours do, and stands beside them. */
const DATED_FROM_MS = DAY_MS;

/** An instant. Hover, focus and tap open the exact local times (`_client/when-tip.ts`); without script the title has them. */
export function When(props: WhenProps) {
  const {
    at,
    reference,
    zones,
    ticking = true,
    show = "age",
    isStale = false,
    isDated = false,
  } = props;
  const locale = useLocale();
  const now = useNow();
  const [first = "UTC"] = zones;
  const exact = (zone: string) =>
    `${formatDate(at, { locale, style: "dayTime", zone })} ${formatOffset(at, zone)}`;
  const ageMs = msBetween(at, ticking ? (now ?? reference) : reference);
  const isOld = !isDated && ageMs >= DATED_FROM_MS;
  // The tip has the same and more as soon as there is script.
  const title = now === null ? [...new Set([...zones, "UTC"].map(exact))].join(" · ") : undefined;
  return (
    <button type="button" className="when" data-zones={zones.join(" ")} title={title}>
      <time dateTime={at}>
        {show !== "age" ? (
          <bdi>{exact(first)}</bdi>
        ) : isOld ? (
          <bdi>{formatInstant(at, { locale, style: "day", zone: first })}</bdi>
        ) : (
          isStale && <bdi>{exact(first)}</bdi>
        )}
        {(show === "both" || (show === "age" && (isOld || isStale))) && " · "}
        {show !== "exact" && <AgeText at={at} reference={reference} ticking={ticking} />}
      </time>
    </button>
  );
}
