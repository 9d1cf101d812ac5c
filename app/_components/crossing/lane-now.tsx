"use client";
import { useTranslations } from "next-intl";
import { StateGlyph } from "#app/_components/state/state-glyph.tsx";
import { When } from "#app/_components/time/when.tsx";
import type { LaneId } from "#server/domain/crossing.ts";
import type { LiveLane } from "#server/domain/live-status.ts";
import { useCrossing } from "./crossing-live.tsx";
import { useChangeMark } from "./use-change-mark.ts";

interface LaneNowProps {
  readonly lane: LaneId;
  readonly name: string;
}

/** A lane's name with the state that counts, and in words what is odd about it. */
export function LaneNow({ lane: id, name }: LaneNowProps) {
  const states = useTranslations("states");
  const { status } = useCrossing();
  const lane = status.lanes.find((one) => one.lane === id);
  const value = lane?.value ?? "unknown";
  const mark = useChangeMark(value);
  return (
    <span className={`flex gap-2 ${mark}`}>
      <span className="pt-0.5">
        <StateGlyph state={value} size={20} label={states(value)} />
      </span>
      <span className="flex flex-col gap-0.5">
        <span className="font-semibold">{name}</span>
        {lane !== undefined && <LaneNote lane={lane} />}
      </span>
    </span>
  );
}

function LaneNote({ lane }: { readonly lane: LiveLane }) {
  const t = useTranslations("crossing");
  const { reference, zones, isPast } = useCrossing();
  const notes = [
    lane.gap && t(`lanes.gap.${lane.basis}`),
    lane.contested && t("lanes.contested"),
  ].filter((note) => note !== false);
  return (
    <>
      {lane.lastSeen !== null && (
        <span className="text-sm text-ink-soft">
          {t("lastSeen", { state: lane.lastSeen.value })}{" "}
          <When
            at={lane.lastSeen.at}
            reference={reference}
            zones={zones}
            ticking={!isPast}
            isStale
          />
        </span>
      )}
      {notes.map((note) => (
        <span key={note} className="text-sm">
          {note}
        </span>
      ))}
    </>
  );
}
