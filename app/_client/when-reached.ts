/** Nobody needs it so soon; and once it is here, it works without the server. */
const FETCH_AFTER_MS = 5_000;
const REACHES = ["pointerover", "focusin", "touchstart"] as const;

/**
 * Runs `start` once: when a reader first reaches, by pointer, finger or keyboard, for something that `selector` names, with what was
 * reached for; or when the page has settled, with null. So it costs the first view nothing. Gives what calls it off.
 */
export function whenReached(
  selector: string,
  start: (reached: Element | null) => void,
): () => void {
  const ending = new AbortController();
  function go(reached: Element | null): void {
    stop();
    start(reached);
  }
  function stop(): void {
    ending.abort();
    clearTimeout(timer);
  }
  const reach = ({ target }: Event) => {
    if (target instanceof Element && target.closest(selector) !== null) go(target);
  };
  // Who is there before this script is has reached for it already.
  const early = document.querySelector(`${selector}:is(:hover, :focus-within)`);
  if (early !== null) {
    start(early);
    return () => undefined;
  }
  for (const type of REACHES) {
    document.addEventListener(type, reach, { signal: ending.signal, passive: true });
  }
  const timer = setTimeout(() => go(null), FETCH_AFTER_MS);
  return stop;
}
