"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LaneGrid } from "#app/_components/overview/lane-grid.tsx";
import { FreshnessMark } from "#app/_components/state/freshness-mark.tsx";
import { LevelBadge } from "#app/_components/state/level-badge.tsx";
import { ReasonText } from "#app/_components/state/reason-text.tsx";
import { StateWord } from "#app/_components/state/state-word.tsx";
import { Since } from "#app/_components/time/since.tsx";
import { When } from "#app/_components/time/when.tsx";
import { CrossingVisit } from "#app/_components/visit/crossing-visit.tsx";
import { pathsFor } from "#app/paths.ts";
import type { CountryCode, Mode } from "#server/domain/crossing.ts";
import { isCurrent } from "#server/domain/freshness.ts";
import type { LiveStatus } from "#server/domain/live-status.ts";
import { useCrossing } from "./crossing-live.tsx";
import { useChangeMark } from "./use-change-mark.ts";

interface StatusNowProps {
  readonly countries: readonly [CountryCode, CountryCode];
  /** Modes that the crossing has lanes for. */
  readonly modes: readonly Mode[];
  /** What officials say of where things go, quoted as claims. */
  readonly outlooks: ReactNode;
}

/** The answer: condition, since when, how old that word is, how bad and why, and where it goes. */
export function StatusNow({ countries, modes, outlooks }: StatusNowProps) {
  const t = useTranslations("crossing");
  const states = useTranslations("states");
  const { status, isPast, zones } = useCrossing();
  const mark = useChangeMark(`${status.condition} ${status.alert.level} ${status.lastWordAt}`);
  return (
    <div className={`grid gap-x-12 gap-y-5 border-y border-line py-5 lg:grid-cols-3 ${mark}`}>
      <div className="flex flex-col gap-1">
        <p className="text-sm text-ink-soft">{isPast ? t("statusPast") : t("status")}</p>
        <StateWord state={status.condition} size={28} className="text-2xl" />
        <span className="sr-only" role="status">
          {states(status.condition)}
        </span>
        <ConditionNote status={status} />
        <div className="max-w-xs py-2">
          <LaneGrid countries={countries} status={status} modes={modes} />
        </div>
        <Word />
      </div>
      <div className="flex flex-col gap-1">
        <p className="text-sm text-ink-soft">{t("levelLabel")}</p>
        <p className="text-lg">
          <LevelBadge level={status.alert.level} />
        </p>
        <ul aria-label={t("reasonsLabel")} className="flex flex-col gap-0.5 text-sm">
          {status.alert.reasons.map((reason) => (
            <li key={`${reason.code} ${JSON.stringify(reason.values)}`}>
              <ReasonText reason={reason} zone={zones[0]} />
            </li>
          ))}
        </ul>
      </div>
      <div className="flex flex-col gap-1">
        <p className="text-sm text-ink-soft">{t("trendLabel")}</p>
        <p className="text-lg font-medium first-letter:uppercase">
          {states(`trend.${status.trend}`)}
        </p>
        <p className="text-sm text-ink-soft">{t("trendRule")}</p>
        {outlooks}
      </div>
    </div>
  );
}

/** Since when and why; of an unknown crossing, what it was last said to be. */
function ConditionNote({ status }: { readonly status: LiveStatus }) {
  const t = useTranslations("crossing");
  const { zones, reference, isPast } = useCrossing();
  if (status.condition === "unknown") {
    const last = newestLastSeen(status);
    if (last === null) return <p className="text-sm">{t("neverReported")}</p>;
    return (
      <p>
        {t("lastSeen", { state: last.value })}{" "}
        <When at={last.at} reference={reference} zones={zones} ticking={!isPast} show="both" />
      </p>
    );
  }
  return (
    <p>
      {status.since !== null && <Since since={status.since} zone={zones[0]} />}
      {status.cause !== null && (
        <span className="block text-sm text-ink-soft">
          {t("because", { cause: t(`cause.${status.cause}`) })}
        </span>
      )}
    </p>
  );
}

type LastSeen = LiveStatus["lanes"][number]["lastSeen"];

function newestLastSeen({ lanes }: LiveStatus): LastSeen {
  return lanes.reduce<LastSeen>(
    (newest, { lastSeen }) =>
      lastSeen !== null && (newest === null || lastSeen.at > newest.at) ? lastSeen : newest,
    null,
  );
}

/** Age and freshness of the last word, and word of a newer report, in a place kept for it. */
function Word() {
  const t = useTranslations("crossing");
  const locale = useLocale();
  const { status, hasNews, reference, zones, isPast } = useCrossing();
  const isRecorded = status.condition !== "unknown" && status.lanes.some((lane) => lane.recorded);
  return (
    <div className="min-h-10 text-sm text-ink-soft">
      {status.lastWordAt !== null && (
        <p className="parted">
          <span>
            {t("wordLabel")}:{" "}
            <When
              at={status.lastWordAt}
              reference={reference}
              zones={zones}
              ticking={!isPast}
              isStale={!isCurrent(status.freshness)}
            />{" "}
          </span>
          <span>
            <FreshnessMark freshness={status.freshness} recorded={isRecorded} />
          </span>
        </p>
      )}
      {!isPast && <CrossingVisit status={status} />}
      {hasNews && (
        <p>
          {t("updated")}{" "}
          <a
            className="text-link font-semibold text-ink"
            href={pathsFor(locale).crossing(status.crossingId)}
          >
            {t("updatedLink")}
          </a>
        </p>
      )}
    </div>
  );
}
