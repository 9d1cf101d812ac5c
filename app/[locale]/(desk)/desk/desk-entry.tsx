import { useLocale } from "next-intl";
import type { ReactNode } from "react";
import { crossingName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import type { DeskLine } from "./desk-line.ts";
import { Said } from "./said.tsx";
import { Who } from "./who.tsx";

/** A crossing and how it stands now. */
export interface CrossingNow {
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
}

interface DeskEntryProps extends CrossingNow {
  readonly item: DeskLine;
  readonly reference: Instant;
  /** Above what is said. */
  readonly lead?: ReactNode;
  /** What can be done with it. */
  readonly children: ReactNode;
}

/** A report that is decided: what it says, who says so, and what can still be done with it. */
export function DeskEntry({ item, reference, lead, children, ...row }: DeskEntryProps) {
  const locale = useLocale();
  return (
    <li className="grid gap-x-12 gap-y-4 border-t border-line py-5 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="flex min-w-0 flex-col gap-3">
        <h3 className="text-lg font-bold">
          <a className="text-link" href={pathsFor(locale).crossing(item.crossingId)}>
            <bdi>{crossingName(locale, row.crossing)}</bdi>
          </a>
        </h3>
        {lead}
        <Said claims={item.claims} {...row} />
        <Who item={item} crossing={row.crossing} reference={reference} />
      </div>
      <div className="flex flex-col gap-2">{children}</div>
    </li>
  );
}
