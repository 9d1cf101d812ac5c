"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useNow } from "#app/_client/now.ts";
import { StateWord } from "#app/_components/state/state-word.tsx";
import { Since } from "#app/_components/time/since.tsx";
import { When } from "#app/_components/time/when.tsx";
import { pathsFor } from "#app/paths.ts";
import type { Track } from "#server/domain/claim.ts";
import type { LaneId } from "#server/domain/crossing.ts";
import { freshnessAt, isCurrent } from "#server/domain/freshness.ts";
import type { LiveLane } from "#server/domain/live-status.ts";
import { useCrossing } from "./crossing-live.tsx";
import { Disclosure } from "./section.tsx";
import { useChangeMark } from "./use-change-mark.ts";
import { useLaneNames } from "./use-lane-name.ts";

interface LiveTrackProps {
  readonly lanes: readonly LaneId[];
  readonly track: Track;
  /** Last word of this track when the page was made. */
  readonly lastWordAt: string | null;
  /** What the page was made with: state, who said so, the links. */
  readonly children: ReactNode;
}

/**
 * A track as the page came. A newer word on some of its lanes stands before it, until its sources are asked for;
 * when all lanes have one, it stands instead.
 */
export function LiveTrack({ lanes, track, lastWordAt, children }: LiveTrackProps) {
  const t = useTranslations("crossing");
  const locale = useLocale();
  const { status } = useCrossing();
  const newer = status.lanes.filter(
    (lane) =>
      lanes.includes(lane.lane) &&
      lane.basis === track &&
      lane.lastWordAt !== null &&
      (lastWordAt === null || lane.lastWordAt > lastWordAt),
  );
  const mark = useChangeMark(
    newer.map((lane) => `${lane.lane} ${lane.value} ${lane.lastWordAt}`).join(),
  );
  const hasAged = useHasAged({ lanes, lastWordAt });
  if (newer.length === 0) {
    return hasAged ? <AgedWord lanes={lanes}>{children}</AgedWord> : children;
  }
  return (
    <>
      <div className={`flex flex-col gap-2 text-sm ${mark}`}>
        {newer.map((lane) => (
          <NewerWord key={lane.lane} lane={lane} isNamed={lanes.length > 1} />
        ))}
        <p>
          <a className="text-link" href={pathsFor(locale).crossing(status.crossingId)}>
            {t("updatedLink")}
          </a>
        </p>
      </div>
      {newer.length < lanes.length && <div className="pt-3">{children}</div>}
    </>
  );
}

/** True when what the page came with has grown too old to say how things are while it was open. */
function useHasAged({ lanes, lastWordAt }: Pick<LiveTrackProps, "lanes" | "lastWordAt">): boolean {
  const now = useNow();
  const { status, reference, isPast } = useCrossing();
  if (isPast || now === null || lastWordAt === null) return false;
  const wasCurrent = (at: string) =>
    isCurrent(freshnessAt(lastWordAt, status.expectedIntervalMinutes, at));
  const isUnknown = lanes.every((id) =>
    status.lanes.some(({ lane, value }) => lane === id && value === "unknown"),
  );
  return isUnknown && wasCurrent(reference) && !wasCurrent(now);
}

/** Unknown, what it was last said to be, and one step deeper who said so. */
function AgedWord({ lanes, children }: Pick<LiveTrackProps, "lanes" | "children">) {
  const t = useTranslations("crossing");
  const { status, zones, reference } = useCrossing();
  const lastSeen = status.lanes.find(({ lane }) => lanes.includes(lane))?.lastSeen ?? null;
  return (
    <div className="flex flex-col gap-0.5 text-sm">
      <StateWord state="unknown" className="text-base" />
      {lastSeen !== null && (
        <p>
          {t("lastSeen", { state: lastSeen.value })}{" "}
          <When at={lastSeen.at} reference={reference} zones={zones} isStale />
        </p>
      )}
      <Disclosure summary={t("wordBefore")}>{children}</Disclosure>
    </div>
  );
}

function NewerWord({ lane, isNamed }: { readonly lane: LiveLane; readonly isNamed: boolean }) {
  const { zones, reference } = useCrossing();
  const names = useLaneNames();
  return (
    <div className="flex flex-col gap-0.5">
      {isNamed && <p className="font-semibold">{names.lane(lane.lane)}</p>}
      <StateWord state={lane.value} className="text-base" />
      {lane.since !== null && (
        <p>
          <Since since={lane.since} zone={zones[0]} />
        </p>
      )}
      {lane.lastWordAt !== null && (
        <p className="text-ink-soft">
          <When at={lane.lastWordAt} reference={reference} zones={zones} />
        </p>
      )}
    </div>
  );
}
