/** Photos of reports as the desk sees them: asked for together, however many reports a page shows, and again in a while. */
import { useCallback, useEffect, useState } from "react";
import { trpc } from "#app/_client/trpc.ts";
import type { Photo } from "#server/domain/photo.ts";

/** Everything that asks within this time is asked for in one request. */
const GATHER_MS = 30;
const MOST_AT_ONCE = 100;
const AGAIN_MS = 20_000;

type Listener = (photos: readonly Photo[]) => void;

let asked = new Map<string, Set<Listener>>();

async function askNow(): Promise<void> {
  const now = [...asked];
  asked = new Map();
  for (let from = 0; from < now.length; from += MOST_AT_ONCE) {
    const some = now.slice(from, from + MOST_AT_ONCE);
    try {
      const reportIds = some.map(([id]) => id);
      const { photos } = await trpc.photos.ofReports.query({ reportIds });
      for (const [id, listeners] of some) {
        const own = photos.filter(({ reportId }) => reportId === id);
        for (const listener of listeners) listener(own);
      }
    } catch {
      // What is on the screen stays; the next round asks again.
    }
  }
}

function ask(reportId: string, listener: Listener): void {
  if (asked.size === 0) setTimeout(() => void askNow(), GATHER_MS);
  asked.set(reportId, (asked.get(reportId) ?? new Set()).add(listener));
}

export interface ReportPhotos {
  readonly photos: readonly Photo[];
  /** Shows one to the public or takes it back. @throws when that failed */
  readonly setPublished: (photo: Photo, isPublished: boolean) => Promise<void>;
}

/** Photos may come long after their report: looked for again while the page is open. */
export function useReportPhotos(reportId: string): ReportPhotos {
  const [photos, setPhotos] = useState<readonly Photo[]>([]);
  useEffect(() => {
    ask(reportId, setPhotos);
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") ask(reportId, setPhotos);
    }, AGAIN_MS);
    return () => clearInterval(timer);
  }, [reportId]);
  const setPublished = useCallback(async ({ id, reportId: of }: Photo, isPublished: boolean) => {
    const input = { reportId: of, id };
    const after = isPublished
      ? await trpc.photos.publish.mutate(input)
      : await trpc.photos.unpublish.mutate(input);
    setPhotos((before) => before.map((one) => (one.id === id ? after : one)));
  }, []);
  return { photos, setPublished };
}
