"use client";
/**
 * Words for a drawing made by the server: a slider, a finger or a mouse picks one of its marks, which is framed, and
 * the words stand in a place kept for them. The drawing says by `data-plot` which of the marks are its, and holds a
 * frame (`data-frame`); without script both are still a picture, and the table beside them says the same.
 */
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { nearestMark, type PlotMark } from "./nearest-mark.ts";

interface PickReadoutProps {
  readonly label: string;
  /** What each mark says, in the reader's language. */
  readonly lines: readonly string[];
  /** As many as lines, in the same order. */
  readonly marks: readonly PlotMark[];
  /** What is said before anything is picked. */
  readonly start: number;
  /** Width and height of a mark, in the units of the drawing. */
  readonly size: readonly [number, number];
  /** The drawings, and what belongs to them. */
  readonly children: ReactNode;
}

export function PickReadout({ label, lines, marks, start, size, children }: PickReadoutProps) {
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<number | null>(null);
  const last = lines.length - 1;
  const shown = active ?? start;

  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const pick = (event: PointerEvent) => {
      const found = markUnder(event, marks, size);
      if (found !== null) setActive(found);
    };
    const hover = (event: PointerEvent) => {
      if (event.pointerType === "mouse") pick(event);
    };
    element.addEventListener("pointerdown", pick);
    element.addEventListener("pointermove", hover);
    return () => {
      element.removeEventListener("pointerdown", pick);
      element.removeEventListener("pointermove", hover);
    };
  }, [marks, size]);

  useEffect(() => {
    const mark = active === null ? undefined : marks[active];
    if (box.current !== null) frame(box.current, mark, size);
  }, [active, marks, size]);

  return (
    <div className="flex flex-col gap-2">
      <div ref={box}>{children}</div>
      {last >= 0 && (
        <div data-no-picture className="max-w-5xl noscript:hidden">
          {last > 0 && (
            <>
              <label htmlFor={id} className="text-sm text-ink-soft">
                {label}
              </label>
              <input
                id={id}
                type="range"
                min={0}
                max={last}
                value={shown}
                aria-valuetext={lines[shown]}
                onChange={({ target }) => setActive(Number(target.value))}
                onFocus={() => setActive((before) => before ?? start)}
                className="h-11 w-full accent-ink"
              />
            </>
          )}
          <p className="min-h-16 text-sm font-semibold tabular-nums sm:min-h-11">{lines[shown]}</p>
        </div>
      )}
    </div>
  );
}

function markUnder(
  event: PointerEvent,
  marks: readonly PlotMark[],
  size: readonly [number, number],
): number | null {
  const plot = event.target instanceof Element ? event.target.closest("svg[data-plot]") : null;
  if (!(plot instanceof SVGSVGElement)) return null;
  const { left, top, width, height } = plot.getBoundingClientRect();
  const view = plot.viewBox.baseVal;
  return nearestMark(marks, size, {
    plot: Number(plot.dataset.plot),
    x: ((event.clientX - left) / Math.max(1, width)) * view.width,
    y: ((event.clientY - top) / Math.max(1, height)) * view.height,
  });
}

/** Puts the frame of the mark's drawing around it and hides all others. */
function frame(
  box: HTMLElement,
  mark: PlotMark | undefined,
  [width, height]: readonly [number, number],
): void {
  for (const rect of box.querySelectorAll("[data-frame]"))
    rect.setAttribute("visibility", "hidden");
  if (mark === undefined) return;
  const [plot, x, y] = mark;
  const rect = box.querySelector(`svg[data-plot="${plot}"] [data-frame]`);
  if (rect === null) return;
  const place = { x, y, width, height, visibility: "visible" };
  for (const [name, value] of Object.entries(place)) rect.setAttribute(name, String(value));
}
