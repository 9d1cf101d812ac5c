"use client";
import { useEffect, useRef, useState } from "react";

/** Between two steps while it plays; where motion is not wanted, it goes from change to change at a reader's pace. */
const BEAT_MS = 110;
const CALM_BEAT_MS = 1_800;

function wantsCalm(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

interface Playing {
  readonly isPlaying: boolean;
  readonly play: () => void;
  readonly pause: () => void;
}

/** @param advance takes one step, or (`isCalm`) goes to the next change; false when there is nothing further */
export function usePlaying(advance: (isCalm: boolean) => boolean): Playing {
  const [isPlaying, setPlaying] = useState(false);
  const latest = useRef(advance);
  useEffect(() => {
    latest.current = advance;
  });
  useEffect(() => {
    if (!isPlaying) return;
    const isCalm = wantsCalm();
    const beat = setInterval(
      () => {
        if (!latest.current(isCalm)) setPlaying(false);
      },
      isCalm ? CALM_BEAT_MS : BEAT_MS,
    );
    return () => clearInterval(beat);
  }, [isPlaying]);
  return { isPlaying, play: () => setPlaying(true), pause: () => setPlaying(false) };
}
