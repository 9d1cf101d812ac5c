import { useLocale, useTranslations } from "next-intl";
import { formatDate } from "#app/format/date.ts";
import { isCurrent } from "#server/domain/freshness.ts";
import type { LiveStatus } from "#server/domain/live-status.ts";
import { FreshnessMark } from "../state/freshness-mark.tsx";
import { StateWord } from "../state/state-word.tsx";
import { Since } from "../time/since.tsx";
import { When } from "../time/when.tsx";

interface StateCellProps {
  readonly status: LiveStatus;
  readonly zones: readonly [string, string];
  readonly reference: string;
  readonly ticking: boolean;
}

/** The condition in a word, since when, and how old that word is. */
export function StateCell({ status, zones, reference, ticking }: StateCellProps) {
  const { condition, since, lastWordAt, freshness } = status;
  const isRecorded = status.lanes.some((lane) => lane.recorded);
  return (
    <div className="flex flex-col">
      <StateWord state={condition} className="text-base" />
      <span className="text-sm">
        {condition === "unknown" ? (
          <LastSeen status={status} zone={zones[0]} />
        ) : (
          since !== null && <Since since={since} zone={zones[0]} />
        )}
      </span>
      {lastWordAt !== null && (
        <span className="parted text-xs text-ink-soft">
          <span>
            <LastWord>
              <When
                at={lastWordAt}
                reference={reference}
                zones={zones}
                ticking={ticking}
                isStale={condition !== "unknown" && !isCurrent(freshness)}
                isDated={condition === "unknown"}
              />
            </LastWord>{" "}
          </span>
          <span>
            <FreshnessMark freshness={freshness} recorded={isRecorded && condition !== "unknown"} />
          </span>
        </span>
      )}
    </div>
  );
}

function LastWord({ children }: { readonly children: React.ReactNode }) {
  const t = useTranslations("overview");
  return <>{t.rich("lastWord", { age: () => children })}</>;
}

/** "last seen open 22 Mar 2025", by the newest word about any lane. */
function LastSeen({ status, zone }: { readonly status: LiveStatus; readonly zone: string }) {
  const locale = useLocale();
  const t = useTranslations("overview");
  const newest = status.lanes
    .flatMap(({ lastSeen }) => (lastSeen === null ? [] : [lastSeen]))
    .reduce<LiveStatus["lanes"][number]["lastSeen"]>(
      (last, seen) => (last === null || seen.at > last.at ? seen : last),
      null,
    );
  if (newest === null) return t("neverSeen");
  const date = formatDate(newest.at, { locale, style: "day", zone });
  return t(`lastSeen.${newest.value}`, { date });
}
