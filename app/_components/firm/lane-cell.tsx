import { useLocale, useTranslations } from "next-intl";
import { formatInstant } from "#app/format/date.ts";
import { freshnessAt } from "#server/domain/freshness.ts";
import type { TrackState } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { FreshnessMark } from "../state/freshness-mark.tsx";
import { StateWord } from "../state/state-word.tsx";
import { Since } from "../time/since.tsx";
import { When } from "../time/when.tsx";
import type { RowNow } from "./board-row.ts";

/** What counts of the lane, since when, and what each track says of it. */
export function LaneCell({ now }: { readonly now: RowNow }) {
  const t = useTranslations("firm");
  const locale = useLocale();
  const { lane, row, reference } = now;
  const [zone = "UTC"] = row.zones;
  if (lane === null) return <span className="text-ink-soft">{t("noLane")}</span>;
  const { value, since, lastSeen } = lane;
  const day = (at: Instant) => formatInstant(at, { locale, style: "day", zone });
  return (
    <div className="flex flex-col gap-0.5">
      <StateWord state={value} size={20} className="text-lg" />
      {since !== null && (
        <span>
          <Since since={since} zone={zone} />
        </span>
      )}
      {value !== "unknown" && row.silence !== null && (
        <span className="text-sm">
          {t("silence", { from: day(row.silence.from), to: day(row.silence.to) })}
        </span>
      )}
      {value === "unknown" && lastSeen !== null && (
        <span>
          {t("lastSeen", { state: lastSeen.value })}{" "}
          <When at={lastSeen.at} reference={reference} zones={row.zones} isStale />
        </span>
      )}
      <TrackLine of="observed" track={lane.observed} now={now} />
      <TrackLine of="announced" track={lane.announced} now={now} />
    </div>
  );
}

interface TrackLineProps {
  readonly of: "observed" | "announced";
  readonly track: TrackState;
  readonly now: RowNow;
}

/** "Seen: closed · 3 h ago · fresh" */
function TrackLine({ of, track, now: { row, at, reference } }: TrackLineProps) {
  const t = useTranslations("firm.track");
  const states = useTranslations("states");
  const { value, lastWordAt } = track;
  const freshness = freshnessAt(lastWordAt, row.confidence.expectedIntervalMinutes, at);
  return (
    <span className="text-xs text-ink-soft">
      {t(of)}{" "}
      {lastWordAt === null ? (
        t("nothing")
      ) : (
        <>
          <span className="text-ink">{states(value)}</span>
          {" · "}
          <When
            at={lastWordAt}
            reference={reference}
            zones={row.zones}
            isDated={value === "unknown"}
          />
          {" · "}
          <FreshnessMark freshness={freshness} />
        </>
      )}
    </span>
  );
}
