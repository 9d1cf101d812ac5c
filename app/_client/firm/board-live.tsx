"use client";
import { useBoardLive } from "./use-board-live.ts";

/** Keeps a page of boards up to date: one for all of its corridors, which may share crossings. */
export function BoardLive(props: { readonly crossingIds: readonly string[]; readonly at: string }) {
  useBoardLive(props.crossingIds, props.at);
  return null;
}
