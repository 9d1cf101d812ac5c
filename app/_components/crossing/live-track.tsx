"use client";
import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StateWord } from "#app/_components/state/state-word.tsx";
import { Since } from "#app/_components/time/since.tsx";
import { When } from "#app/_components/time/when.tsx";
import { pathsFor } from "#app/paths.ts";
import type { Track } from "#server/domain/claim.ts";
import type { LaneId } from "#server/domain/crossing.ts";
import { useCrossing } from "./crossing-live.tsx";
import { useChangeMark } from "./use-change-mark.ts";

interface LiveTrackProps {
  readonly lane: LaneId;
  readonly track: Track;
  /** Last word of this track when the page was made. */
  readonly lastWordAt: string | null;
  /** What the page was made with: state, who said so, the links. */
  readonly children: ReactNode;
}

/** A track as the page came; once a newer word on it has arrived, that word, until its sources are asked for. */
export function LiveTrack({ lane: id, track, lastWordAt, children }: LiveTrackProps) {
  const t = useTranslations("crossing");
  const locale = useLocale();
  const { status, zones, reference } = useCrossing();
  const lane = status.lanes.find((one) => one.lane === id);
  const isNewer =
    lane !== undefined &&
    lane.basis === track &&
    lane.lastWordAt !== null &&
    (lastWordAt === null || lane.lastWordAt > lastWordAt);
  const mark = useChangeMark(isNewer ? `${lane.value} ${lane.lastWordAt}` : "");
  if (!isNewer || lane.lastWordAt === null) return children;
  return (
    <div className={`flex flex-col gap-0.5 text-sm ${mark}`}>
      <StateWord state={lane.value} className="text-base" />
      {lane.since !== null && (
        <p>
          <Since since={lane.since} zone={zones[0]} />
        </p>
      )}
      <p className="text-ink-soft">
        <When at={lane.lastWordAt} reference={reference} zones={zones} />
      </p>
      <p>
        <a className="text-link" href={pathsFor(locale).crossing(status.crossingId)}>
          {t("updatedLink")}
        </a>
      </p>
    </div>
  );
}
