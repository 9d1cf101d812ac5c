import { useLocale } from "next-intl";
import { formatInstant, formatOffset } from "#app/format/date.ts";
import type { Instant } from "#server/domain/time.ts";
import { AgeText } from "./age-text.tsx";

interface WhenProps {
  readonly at: Instant;
  /** The instant that the page describes. */
  readonly reference: Instant;
  /** Zones of both sides; the exact local times are in the title. */
  readonly zones: readonly string[];
  readonly ticking?: boolean;
  /** `age`: "3 h ago"; `exact`: date and time in the first zone; `both`: exact, then age. */
  readonly show?: "age" | "exact" | "both";
}

/** An instant, with the exact time on both sides of the border one tap away. */
export function When({ at, reference, zones, ticking = true, show = "age" }: WhenProps) {
  const locale = useLocale();
  const exact = (zone: string) =>
    `${formatInstant(at, { locale, style: "dayTime", zone })} ${formatOffset(at, zone)}`;
  const title = [...new Set([...zones, "UTC"].map(exact))].join(" · ");
  const first = exact(zones[0] ?? "UTC");
  return (
    <time dateTime={at} title={title}>
      {show !== "age" && <bdi>{first}</bdi>}
      {show === "both" && " · "}
      {show !== "exact" && <AgeText at={at} reference={reference} ticking={ticking} />}
    </time>
  );
}
