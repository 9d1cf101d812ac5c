import { useTranslations } from "next-intl";
import type { Track } from "#server/domain/claim.ts";
import type { LaneStatus } from "#server/domain/status.ts";
import { groupLanes, type LaneGroup } from "./lane-groups.ts";
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

const ROW = "grid grid-cols-2 gap-x-4 border-b border-line py-4 md:table-row md:py-0";
const CELL = "text-start align-top md:py-4 md:pe-6";
const HEAD = `${CELL} py-2 font-semibold md:py-2`;

/**
 * Both tracks side by side. Lanes of which the same is said share a row, each with its own glyph; on a phone a row
 * is a block with its two tracks under the names of its lanes.
 */
export function LaneTable({ lanes, ...time }: LaneTableProps) {
  const t = useTranslations("crossing.lanes");
  return (
    <table className="block w-full md:table md:table-fixed">
      <caption className="sr-only">{t("caption")}</caption>
      <thead className="block md:table-header-group">
        <tr className="grid grid-cols-2 gap-x-4 border-b border-line-strong text-sm text-ink-soft md:table-row">
          <th
            scope="col"
            className={`${HEAD} sr-only md:not-sr-only md:table-cell md:w-2/5 md:py-2`}
          >
            {t("lane")}
          </th>
          <th scope="col" className={HEAD}>
            {t("announced")}
          </th>
          <th scope="col" className={HEAD}>
            {t("observed")}
          </th>
        </tr>
      </thead>
      <tbody className="block md:table-row-group">
        {groupLanes(lanes).map((group) => (
          <LaneRow key={group.lanes.map(({ lane }) => lane).join()} group={group} {...time} />
        ))}
      </tbody>
    </table>
  );
}

type LaneRowProps = Omit<LaneTableProps, "lanes"> & { readonly group: LaneGroup };

function LaneRow({ group, ...time }: LaneRowProps) {
  const names = useLaneNames();
  const track = (one: Track) => (
    <td className={CELL}>
      <LiveTrack
        lanes={group.lanes.map(({ lane }) => lane)}
        track={one}
        lastWordAt={group[one].lastWordAt}
      >
        <TrackWord track={one} said={group[one]} {...time} />
      </LiveTrack>
    </td>
  );
  return (
    <tr className={ROW}>
      <th scope="row" className={`${CELL} col-span-2 pb-3 font-normal`}>
        <ul className="flex flex-col gap-1.5">
          {group.lanes.map(({ lane }) => (
            <li key={lane}>
              <LaneNow lane={lane} name={names.lane(lane)} />
            </li>
          ))}
        </ul>
      </th>
      {track("announced")}
      {track("observed")}
    </tr>
  );
}
