/**
 * What time it is where the page comes from. Mostly the browser's own clock; put right by the live stream's beats when
 * that one is wrong, and in an exercise the clock that the page was sent with (`exerciseMark`), which runs faster.
 */

interface WorldClock {
  /** It showed this when the browser's own clock showed `ownMs`. */
  readonly nowMs: number;
  readonly ownMs: number;
  readonly speed: number;
  readonly endMs: number;
}

/** A message takes its time on the way; what is closer than this is called right. */
const TOLERANCE_MS = 30_000;

let clock: WorldClock | null = null;

/** On <html>: from, started, to (milliseconds since 1970) and speed; see app/[locale]/exercise-title.ts. */
function readClock(): WorldClock {
  const mark = document.documentElement.dataset.exercise?.split(" ").map(Number) ?? [];
  const [nowMs = 0, ownMs = 0, endMs = Number.POSITIVE_INFINITY, speed = 1] = mark;
  return { nowMs, ownMs, endMs, speed };
}

/** Milliseconds since 1970. */
export function worldNowMs(): number {
  clock ??= readClock();
  const { nowMs, ownMs, speed, endMs } = clock;
  return Math.min(endMs, nowMs + (Date.now() - ownMs) * speed);
}

export function worldSpeed(): number {
  clock ??= readClock();
  return clock.speed;
}

/** The server has just said what time it is there. */
export function setWorldClock(nowMs: number): void {
  const wrongMs = Math.abs(worldNowMs() - nowMs);
  if (clock !== null && wrongMs > TOLERANCE_MS * clock.speed) {
    clock = { ...clock, nowMs, ownMs: Date.now() };
  }
}
