/**
 * Panning and zooming of a map that the server drew. The ground is moved by its viewBox, so that it stays sharp; what
 * stands on it follows by three custom properties (map.css). Nothing here is needed to read the map.
 */
import { type MapWindow, moved, START, shownAround, zoomedAt } from "./map-window.ts";

export interface ZoomWords {
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly reset: string;
}

const STEP = 1.6;
const PAN_STEP = 0.2;
/** A pointer that moved further did not mean the link under it. */
const CLICK_PX = 5;

const KEYS: Readonly<Record<string, (view: MapWindow) => MapWindow>> = {
  "+": (view) => zoomedAt(view, STEP, { x: 0.5, y: 0.5 }),
  "=": (view) => zoomedAt(view, STEP, { x: 0.5, y: 0.5 }),
  "-": (view) => zoomedAt(view, 1 / STEP, { x: 0.5, y: 0.5 }),
  "0": () => START,
  ArrowLeft: (view) => moved(view, { x: -PAN_STEP, y: 0 }),
  ArrowRight: (view) => moved(view, { x: PAN_STEP, y: 0 }),
  ArrowUp: (view) => moved(view, { x: 0, y: -PAN_STEP }),
  ArrowDown: (view) => moved(view, { x: 0, y: PAN_STEP }),
};

function draw(map: HTMLElement, { left, top, zoom }: MapWindow): void {
  const ground = map.querySelector<SVGSVGElement>("svg[data-ground]");
  const [, , width = 0, height = 0] = (ground?.dataset.ground ?? "").split(" ").map(Number);
  ground?.setAttribute(
    "viewBox",
    `${left * width} ${top * height} ${width / zoom} ${height / zoom}`,
  );
  map.style.setProperty("--map-left", String(left));
  map.style.setProperty("--map-top", String(top));
  map.style.setProperty("--map-zoom", String(zoom));
  map.toggleAttribute("data-zoomed", zoom > 1);
  for (const mark of map.querySelectorAll<HTMLElement>("[data-splits]")) {
    mark.toggleAttribute("data-split", zoom >= Number(mark.dataset.splits));
  }
}

function button(sign: string, name: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = sign;
  made.title = name;
  made.setAttribute("aria-label", name);
  made.addEventListener("click", act);
  return made;
}

/** @returns how to take it back */
export function zoomMap(map: HTMLElement, words: ZoomWords): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const pointers = new Map<number, PointerEvent>();
  let view = START;
  let travelled = 0;

  const show = (next: MapWindow) => {
    view = next;
    draw(map, view);
  };
  const placeOf = ({ clientX, clientY }: { clientX: number; clientY: number }) => {
    const box = map.getBoundingClientRect();
    return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
  };
  const tools = document.createElement("div");
  tools.className = "map-tools";
  tools.append(
    button("+", words.zoomIn, () => show(zoomedAt(view, STEP, { x: 0.5, y: 0.5 }))),
    button("−", words.zoomOut, () => show(zoomedAt(view, 1 / STEP, { x: 0.5, y: 0.5 }))),
    button("□", words.reset, () => show(START)),
  );
  map.append(tools);

  map.addEventListener(
    "wheel",
    (event) => {
      // Without a key the wheel scrolls the page, also over the map.
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      show(zoomedAt(view, Math.exp(-event.deltaY / 300), placeOf(event)));
    },
    { passive: false, signal },
  );
  map.addEventListener(
    "touchmove",
    (event) => {
      // Two fingers zoom the map, not the page; one finger scrolls the page until the map is enlarged.
      if (event.touches.length > 1 || view.zoom > 1) event.preventDefault();
    },
    { passive: false, signal },
  );
  map.addEventListener(
    "pointerdown",
    (event) => {
      if (pointers.size === 0) travelled = 0;
      pointers.set(event.pointerId, event);
    },
    { signal },
  );
  const move = (event: PointerEvent) => {
    const before = pointers.get(event.pointerId);
    if (before === undefined) return;
    const other = [...pointers.values()].find(({ pointerId }) => pointerId !== event.pointerId);
    const [from, to] = [placeOf(before), placeOf(event)];
    travelled += Math.hypot(event.clientX - before.clientX, event.clientY - before.clientY);
    pointers.set(event.pointerId, event);
    const step = {
      x: (from.x - to.x) / (other === undefined ? 1 : 2),
      y: (from.y - to.y) / (other === undefined ? 1 : 2),
    };
    const panned = moved(view, step);
    if (other === undefined) return show(panned);
    const still = placeOf(other);
    const spread = (point: { x: number; y: number }) =>
      Math.hypot(point.x - still.x, point.y - still.y);
    const middle = { x: (to.x + still.x) / 2, y: (to.y + still.y) / 2 };
    show(zoomedAt(panned, spread(from) === 0 ? 1 : spread(to) / spread(from), middle));
  };
  window.addEventListener("pointermove", move, { signal });
  for (const end of ["pointerup", "pointercancel"] as const) {
    window.addEventListener(end, ({ pointerId }) => pointers.delete(pointerId), { signal });
  }
  map.addEventListener(
    "click",
    (event) => {
      if (travelled <= CLICK_PX || event.detail === 0) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true, signal },
  );
  map.addEventListener("dragstart", (event) => event.preventDefault(), { signal });
  map.addEventListener(
    "keydown",
    (event) => {
      const act = KEYS[event.key];
      if (act === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      const next = act(view);
      // At the edge of the whole map the arrows scroll the page.
      if (next.left === view.left && next.top === view.top && next.zoom === view.zoom) return;
      event.preventDefault();
      show(next);
    },
    { signal },
  );
  map.addEventListener(
    "focusin",
    ({ target }) => {
      const mark = target instanceof HTMLElement ? target.closest<HTMLElement>("[data-at]") : null;
      if (mark === null || view.zoom === 1 || pointers.size > 0) return;
      const [x = 50, y = 50] = (mark.dataset.at ?? "").split(" ").map(Number);
      // The browser has scrolled towards what it could not see.
      map.scrollTo(0, 0);
      show(shownAround(view, { x: x / 100, y: y / 100 }));
    },
    { signal },
  );
  draw(map, view);
  return () => {
    stopping.abort();
    tools.remove();
  };
}
