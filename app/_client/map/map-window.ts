/** Which part of a map is in its window, in parts of the whole map: 0 to 1 from its upper left corner. */
export interface MapWindow {
  readonly left: number;
  readonly top: number;
  /** How many times enlarged: the window is as wide and high as 1 / zoom. */
  readonly zoom: number;
}

/** In parts of the window's width and height. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export const START: MapWindow = { left: 0, top: 0, zoom: 1 };
/** The geometry is drawn for 1:50 million; further in its corners would show as such. */
export const MAX_ZOOM = 12;

const within = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), most);

/** The window never leaves the map. */
function kept({ left, top, zoom }: MapWindow): MapWindow {
  const room = 1 - 1 / zoom;
  return { left: within(left, 0, room), top: within(top, 0, room), zoom };
}

/** Enlarged by a factor; what is at `place` stays there. */
export function zoomedAt(view: MapWindow, factor: number, { x, y }: Place): MapWindow {
  const zoom = within(view.zoom * factor, 1, MAX_ZOOM);
  return kept({
    left: view.left + x / view.zoom - x / zoom,
    top: view.top + y / view.zoom - y / zoom,
    zoom,
  });
}

/** Moved by parts of the window. */
export function moved({ left, top, zoom }: MapWindow, { x, y }: Place): MapWindow {
  return kept({ left: left + x / zoom, top: top + y / zoom, zoom });
}

/** Moved so that a point of the map is seen, when it is not; `point` in parts of the whole map. */
export function shownAround(view: MapWindow, point: Place): MapWindow {
  const size = 1 / view.zoom;
  const isSeen =
    point.x >= view.left &&
    point.x <= view.left + size &&
    point.y >= view.top &&
    point.y <= view.top + size;
  return isSeen
    ? view
    : kept({ left: point.x - size / 2, top: point.y - size / 2, zoom: view.zoom });
}
