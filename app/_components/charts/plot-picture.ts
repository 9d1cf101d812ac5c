/**
 * A figure of the page as a picture: its drawings and its words, as they stand on the screen. Loaded when somebody
 * asks for one.
 *
 * A drawing inside an image knows neither the page's stylesheet nor its symbols, so each element is given its
 * computed style, and the symbols it uses are copied into it. Words are drawn one by one where they stand, with the
 * fonts that the page has; each keeps its own direction. What is marked `data-no-picture` stays out.
 */

/** Pixels of the picture for one of the page: sharp in print and on a good phone. */
const SCALE = 2;
const MARGIN_PX = 16;
const PATIENCE_MS = 10_000;
const LOOK_AGAIN_MS = 100;
const LEFT_OUT = "[data-no-picture], details, noscript, input, button, .sr-only, [hidden]";
/** What the drawings of these pages are styled with. */
const STYLED = [
  "color",
  "fill",
  "fill-opacity",
  "fill-rule",
  "stroke",
  "stroke-width",
  "stroke-opacity",
  "stroke-dasharray",
  "stroke-linecap",
  "opacity",
  "visibility",
  "display",
  "direction",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "vector-effect",
] as const;

function styleLike(original: Element, copy: Element): void {
  const computed = getComputedStyle(original);
  const style = STYLED.map((name) => `${name}:${computed.getPropertyValue(name)}`).join(";");
  copy.setAttribute("style", style);
}

/** The symbols that a drawing uses; their colour comes from where they are used. */
function copySymbols(copy: SVGSVGElement): void {
  const names = [...copy.querySelectorAll("use")].map((use) => use.getAttribute("href") ?? "");
  for (const name of new Set(names)) {
    const symbol = name.startsWith("#") ? document.getElementById(name.slice(1)) : null;
    if (symbol !== null) copy.prepend(symbol.cloneNode(true));
  }
}

function standAlone(svg: SVGSVGElement, box: DOMRect): string {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error("a copy of another kind");
  const copies = [copy, ...copy.querySelectorAll("*")];
  for (const [index, original] of [svg, ...svg.querySelectorAll("*")].entries()) {
    const twin = copies[index];
    if (twin !== undefined) styleLike(original, twin);
  }
  copySymbols(copy);
  copy.setAttribute("width", String(box.width));
  copy.setAttribute("height", String(box.height));
  const text = new XMLSerializer().serializeToString(copy);
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
}

interface Brush {
  readonly context: CanvasRenderingContext2D;
  /** What is at this place of the screen comes to the corner of the picture. */
  readonly left: number;
  readonly top: number;
}

async function drawSvg(svg: SVGSVGElement, { context, left, top }: Brush): Promise<void> {
  const box = svg.getBoundingClientRect();
  if (box.width === 0 || box.height === 0) return;
  const image = new Image();
  image.src = standAlone(svg, box);
  await image.decode();
  context.drawImage(image, box.left - left, box.top - top, box.width, box.height);
}

/** A foreign name keeps its own direction, with the marks that are tied to it; a bare number takes its paragraph's. */
function directionOf(word: string, around: string): "ltr" | "rtl" {
  const letter = /\p{L}/u.exec(word)?.[0];
  if (letter !== undefined) return /\p{Script=Arabic}/u.test(letter) ? "rtl" : "ltr";
  return around === "rtl" ? "rtl" : "ltr";
}

function drawWords(text: Text, { context, left, top }: Brush): void {
  const parent = text.parentElement;
  if (parent === null) return;
  const style = getComputedStyle(parent);
  context.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  context.fillStyle = style.color;
  context.textAlign = "left";
  const range = document.createRange();
  for (const word of text.data.matchAll(/\S+/g)) {
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    const box = range.getBoundingClientRect();
    if (box.width === 0) continue;
    context.direction = directionOf(word[0], style.direction);
    const ascent = context.measureText(word[0]).fontBoundingBoxAscent;
    context.fillText(word[0], box.left - left, box.top - top + ascent);
  }
}

interface Part {
  readonly node: SVGSVGElement | Text;
  /** Height of all that was left out above it: the picture has no hole there. */
  readonly leftOutPx: number;
}

/** Drawings and words of a figure, in the order of the page. */
function partsOf(figure: HTMLElement): Part[] {
  const parts: Part[] = [];
  let leftOutPx = 0;
  const walk = (node: Node): void => {
    for (const child of node.childNodes) {
      if (child instanceof Text || child instanceof SVGSVGElement) {
        parts.push({ node: child, leftOutPx });
      } else if (child instanceof HTMLElement && child.matches(LEFT_OUT)) {
        leftOutPx += child.offsetHeight;
      } else walk(child);
    }
  };
  walk(figure);
  return parts;
}

function bottomOf({ node, leftOutPx }: Part): number {
  if (node instanceof SVGSVGElement) return node.getBoundingClientRect().bottom - leftOutPx;
  const range = document.createRange();
  range.selectNode(node);
  return range.getBoundingClientRect().bottom - leftOutPx;
}

/** A drawing that loads when it nears the screen is on its way; without it there is no picture. */
async function untilDrawn(figure: HTMLElement): Promise<void> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (figure.querySelector("[data-not-drawn]") !== null) {
    if (performance.now() > giveUpAt) throw new Error("the drawing did not come");
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/** @throws Error when the browser cannot draw it */
export async function plotPicture(figure: HTMLElement): Promise<Blob> {
  await untilDrawn(figure);
  const box = figure.getBoundingClientRect();
  const parts = partsOf(figure);
  const bottom = Math.max(box.top, ...parts.map(bottomOf));
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil((box.width + 2 * MARGIN_PX) * SCALE);
  canvas.height = Math.ceil((bottom - box.top + 2 * MARGIN_PX) * SCALE);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("no canvas");
  context.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(SCALE, SCALE);
  context.translate(MARGIN_PX, MARGIN_PX);
  for (const { node, leftOutPx } of parts) {
    const brush = { context, left: box.left, top: box.top + leftOutPx };
    if (node instanceof Text) drawWords(node, brush);
    else await drawSvg(node, brush);
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("no picture")) : resolve(blob)));
  });
}
