/**
 * The tip of every instant on a page: its exact time on both sides of the border and where the reader is. One element
 * for all, in the browser's top layer, so that nothing cuts it off. It comes by hover, focus and tap; it stays while
 * the pointer is on it, and goes by Escape, by leaving, and by a touch elsewhere.
 */
import { formatDate, formatOffset } from "#app/format/date.ts";
import { INTL_TAGS, type Locale } from "#app/locales.ts";

interface TipWords {
  readonly locale: Locale;
  /** "Your time" */
  readonly yours: string;
}

const GAP_PX = 4;
const EDGE_PX = 8;
/** Long enough to reach the tip with the pointer. */
const LEAVE_MS = 200;
const ID = "when-tip";

const whenOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>(".when") : null;

/** "Pakistan Standard Time", in the reader's language. */
function zoneName(at: string, zone: string, locale: Locale): string {
  const format = new Intl.DateTimeFormat(INTL_TAGS[locale], {
    timeZone: zone,
    timeZoneName: "long",
  });
  const part = format.formatToParts(Date.parse(at)).find(({ type }) => type === "timeZoneName");
  return part?.value ?? zone;
}

/** What the tip says of an instant: a line for each clock, the reader's own last, none twice. */
function linesOf(
  at: string,
  zones: readonly string[],
  { locale, yours }: TipWords,
): [string, string][] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const exact = (zone: string) =>
    `${formatDate(at, { locale, style: "dayTime", zone })} ${formatOffset(at, zone)}`;
  const lines = [...new Set(zones)].map((zone): [string, string] => [
    zoneName(at, zone, locale),
    exact(zone),
  ]);
  return [...lines, [yours, exact(own)]];
}

function makeTip(): HTMLElement {
  const tip = document.createElement("div");
  tip.id = ID;
  tip.className = "when-tip";
  tip.setAttribute("role", "tooltip");
  tip.popover = "manual";
  tip.hidden = true;
  // Among the content, so that it stands in a landmark.
  (document.querySelector("main") ?? document.body).append(tip);
  return tip;
}

/** Browsers before 2024 have no top layer for it; there it stands above the page as far as it can. */
const canBeOnTop = (tip: HTMLElement): boolean => "showPopover" in tip;

function fill(tip: HTMLElement, lines: readonly (readonly [string, string])[]): void {
  const list = document.createElement("dl");
  for (const [name, time] of lines) {
    const term = document.createElement("dt");
    term.textContent = name;
    const value = document.createElement("dd");
    const isolated = document.createElement("bdi");
    isolated.textContent = time;
    value.append(isolated);
    list.append(term, value);
  }
  tip.replaceChildren(list);
}

/** Under the instant, above it where there is no room, and never over the edge of the screen. */
function putBeside(tip: HTMLElement, when: HTMLElement): void {
  const at = when.getBoundingClientRect();
  const { width, height } = tip.getBoundingClientRect();
  const isRightToLeft = getComputedStyle(when).direction === "rtl";
  const start = isRightToLeft ? at.right - width : at.left;
  const left = Math.min(Math.max(start, EDGE_PX), window.innerWidth - width - EDGE_PX);
  const under = at.bottom + GAP_PX;
  const hasRoom = under + height <= window.innerHeight - EDGE_PX;
  tip.style.left = `${left}px`;
  tip.style.top = `${hasRoom ? under : Math.max(EDGE_PX, at.top - height - GAP_PX)}px`;
}

/** Shows tips until the returned function is called. `first`: what the reader is on already. */
export function showTips(words: TipWords, first: EventTarget | null): () => void {
  const tip = makeTip();
  const ending = new AbortController();
  let shown: HTMLElement | null = null;
  let leaving: ReturnType<typeof setTimeout> | undefined;

  function hide(): void {
    clearTimeout(leaving);
    shown?.removeAttribute("aria-describedby");
    shown = null;
    if (canBeOnTop(tip)) tip.hidePopover();
    tip.hidden = true;
  }
  function show(when: HTMLElement | null): void {
    const at = when?.querySelector("time")?.dateTime;
    if (when === null || at === undefined) return;
    clearTimeout(leaving);
    if (when === shown) return;
    if (shown !== null) hide();
    shown = when;
    when.setAttribute("aria-describedby", ID);
    fill(tip, linesOf(at, (when.dataset.zones ?? "").split(" ").filter(Boolean), words));
    tip.hidden = false;
    if (canBeOnTop(tip)) tip.showPopover();
    putBeside(tip, when);
  }
  function leave(): void {
    clearTimeout(leaving);
    leaving = setTimeout(hide, LEAVE_MS);
  }
  const isTip = (target: EventTarget | null) => target instanceof Node && tip.contains(target);

  const on = <K extends keyof DocumentEventMap>(
    type: K,
    listener: (event: DocumentEventMap[K]) => void,
    options: AddEventListenerOptions = {},
  ) => document.addEventListener(type, listener, { ...options, signal: ending.signal });
  on("pointerover", ({ target, pointerType }) => {
    // A finger leaves as soon as it is lifted; its tap is a click.
    if (pointerType === "touch") return;
    if (isTip(target)) clearTimeout(leaving);
    else show(whenOf(target));
  });
  on("pointerout", ({ target, relatedTarget, pointerType }) => {
    if (pointerType === "touch" || shown === null) return;
    if (whenOf(relatedTarget) === shown || isTip(relatedTarget)) return;
    if (whenOf(target) === shown || isTip(target)) leave();
  });
  on("focusin", ({ target }) => show(whenOf(target)));
  on("focusout", ({ target }) => {
    if (whenOf(target) === shown) leave();
  });
  on("click", ({ target }) => {
    const when = whenOf(target);
    if (when !== null) show(when);
    else if (shown !== null && !isTip(target)) hide();
  });
  on("keydown", ({ key }) => {
    if (key === "Escape" && shown !== null) hide();
  });
  on("scroll", () => shown !== null && putBeside(tip, shown), { capture: true, passive: true });
  show(whenOf(first));
  return () => {
    ending.abort();
    clearTimeout(leaving);
    tip.remove();
  };
}
