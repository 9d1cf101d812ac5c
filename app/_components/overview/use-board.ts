"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useMemo, useRef, useState } from "react";
import { useAlertRules } from "#app/_client/alert-rules.ts";
import { useLiveStatuses } from "#app/_client/live-store.ts";
import { useNow } from "#app/_client/now.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { arrangeRows } from "./arrange-rows.ts";
import { type BoardPlaces, type BoardQuery, readBoardQuery } from "./board-query.ts";
import type { BoardRow } from "./board-row.ts";
import { currentRows } from "./current-rows.ts";
import type { FoundRows } from "./find-rows.ts";

/** How long a changed row stays marked. */
const MARK_MS = 8_000;

/** Rows with what the live stream says and what time has done since; as they came while `isPast`. */
export function useCurrentRows(rows: readonly BoardRow[], isPast: boolean): readonly BoardRow[] {
  const statuses = useLiveStatuses();
  const now = useNow();
  const derive = useAlertRules();
  const shown = useRef({ rows, current: rows });
  const current = useMemo(() => {
    if (isPast) return rows;
    const before = shown.current.rows === rows ? shown.current.current : rows;
    return currentRows(rows, { statuses, now, derive }, before);
  }, [rows, statuses, now, derive, isPast]);
  useEffect(() => {
    shown.current = { rows, current };
  });
  return current;
}

/** The board's query in the address, and a way to change it without loading anything but another name's crossings. */
export function useBoardQuery(
  places: BoardPlaces,
  found: FoundRows | null,
): {
  readonly query: BoardQuery;
  readonly show: (params: URLSearchParams) => void;
} {
  const search = useSearchParams();
  const path = usePathname();
  const text = search.toString();
  const query = useMemo(
    () => readBoardQuery(Object.fromEntries(new URLSearchParams(text)), places).query,
    [text, places],
  );
  return {
    query,
    show: (params) => {
      const next = params.toString();
      const q = params.get("q")?.trim() ?? "";
      if (q !== "" && q !== found?.q) {
        // Only the server knows every name of every crossing: nobody has to fetch them for nothing.
        window.location.assign(`?${next}`);
        return;
      }
      window.history.pushState(
        null,
        "",
        next === "" ? window.location.pathname || path : `?${next}`,
      );
    },
  };
}

export interface BoardOrder {
  /** The rows to show; none moves until the reader asks for it. */
  readonly shown: readonly BoardRow[];
  /** What is shown is no longer what the query would give now. */
  readonly isOutdated: boolean;
  readonly sortAgain: () => void;
}

/** Keeps rows where they are while they change: nothing moves under a finger or a cursor. */
export function useBoardOrder(
  rows: readonly BoardRow[],
  query: BoardQuery,
  found: FoundRows | null,
): BoardOrder {
  const [held, setHeld] = useState(() => ({
    query,
    ids: arrangeRows(rows, query, found).map(({ id }) => id),
  }));
  let ids = held.ids;
  const wanted = arrangeRows(rows, query, found).map(({ id }) => id);
  if (held.query !== query) {
    ids = wanted;
    setHeld({ query, ids });
  }
  const byId = new Map(rows.map((row) => [row.id, row]));
  const shown = ids.flatMap((id) => byId.get(id) ?? []);
  return {
    shown,
    isOutdated: wanted.join() !== ids.join(),
    sortAgain: () => setHeld({ query, ids: wanted }),
  };
}

/** What a reader would notice of a row; equal texts, nothing changed. */
function fingerprint({ status }: BoardRow): string {
  const { lanes, figures, alert, condition, lastWordAt, exceptions } = status;
  return JSON.stringify([
    condition,
    alert.level,
    lastWordAt,
    figures,
    exceptions,
    lanes.map((l) => l.value),
  ]);
}

/** The rows that changed within the last seconds. */
export function useChangedRows(rows: readonly BoardRow[]): ReadonlySet<CrossingId> {
  const isReady = useNow() !== null;
  const seen = useRef<ReadonlyMap<CrossingId, string> | null>(null);
  const [changed, setChanged] = useState<ReadonlySet<CrossingId>>(new Set());
  useEffect(() => {
    // What time did to a page on its way here is no news; from then on it is.
    if (!isReady) return;
    const before = seen.current;
    seen.current = new Map(rows.map((row) => [row.id, fingerprint(row)]));
    if (before === null) return;
    const ids = rows.filter((row) => before.get(row.id) !== fingerprint(row)).map(({ id }) => id);
    if (ids.length === 0) return;
    setChanged((marked) => new Set([...marked, ...ids]));
    setTimeout(
      () => setChanged((marked) => new Set([...marked].filter((id) => !ids.includes(id)))),
      MARK_MS,
    );
  }, [rows, isReady]);
  return changed;
}
