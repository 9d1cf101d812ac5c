import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { RibbonAxis } from "#app/_components/charts/state-ribbon.tsx";

test("dates under a ribbon stand centred under their ticks, also near its ends", () => {
  const ticks = [1, 25, 50, 99].map((at) => [at, `day ${at}`] as const);
  const markup = renderToStaticMarkup(createElement(RibbonAxis, { fromMs: 0, toMs: 100, ticks }));
  const anchors = [...markup.matchAll(/<text x="(\d+)%"[^>]*text-anchor="(\w+)"/g)];
  expect(anchors.map(([, x, anchor]) => [x, anchor])).toEqual([
    ["1", "middle"],
    ["25", "middle"],
    ["50", "middle"],
    ["99", "middle"],
  ]);
});
