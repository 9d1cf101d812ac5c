import { useTranslations } from "next-intl";
import type { LaneStatus } from "#server/domain/status.ts";
import { LaneNow } from "./lane-now.tsx";
import { LiveTrack } from "./live-track.tsx";
import { TrackWord } from "./track-word.tsx";
import { useLaneNames } from "./use-lane-name.ts";

interface LaneTableProps {
  readonly lanes: readonly LaneStatus[];
  readonly zones: readonly [string, string];
  readonly reference: string;
  readonly ticking: boolean;
}

const ROW = "grid grid-cols-2 gap-x-4 border-b border-line py-3 md:table-row md:py-0";
const CELL = "text-start align-top md:py-3 md:pe-6";

/** Both tracks side by side, a lane a row; on a phone each lane is a block with its two tracks under its name. */
export function LaneTable({ lanes, ...time }: LaneTableProps) {
  const t = useTranslations("crossing.lanes");
  const names = useLaneNames();
  return (
    <table className="block w-full md:table md:table-fixed">
      <caption className="sr-only">{t("caption")}</caption>
      <thead className="block md:table-header-group">
        <tr className="grid grid-cols-2 gap-x-4 border-b border-line-strong text-sm text-ink-soft md:table-row">
          <th
            scope="col"
            className={`${CELL} sr-only font-semibold md:not-sr-only md:table-cell md:w-2/5 md:py-2`}
          >
            {t("lane")}
          </th>
          <th scope="col" className={`${CELL} py-2 font-semibold`}>
            {t("announced")}
          </th>
          <th scope="col" className={`${CELL} py-2 font-semibold`}>
            {t("observed")}
          </th>
        </tr>
      </thead>
      <tbody className="block md:table-row-group">
        {lanes.map((lane) => (
          <tr key={lane.lane} className={ROW}>
            <th scope="row" className={`${CELL} col-span-2 pb-2 font-normal`}>
              <LaneNow lane={lane.lane} name={names.lane(lane.lane)} />
            </th>
            <td className={CELL}>
              <LiveTrack lane={lane.lane} track="announced" lastWordAt={lane.announced.lastWordAt}>
                <TrackWord track="announced" said={lane.announced} {...time} />
              </LiveTrack>
            </td>
            <td className={CELL}>
              <LiveTrack lane={lane.lane} track="observed" lastWordAt={lane.observed.lastWordAt}>
                <TrackWord track="observed" said={lane.observed} {...time} />
              </LiveTrack>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
