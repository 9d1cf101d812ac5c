/**
 * The order in which the pieces of one line are drawn: the part of the Unicode bidirectional algorithm (UAX #9) that
 * names, dates and numbers need. Embeddings are left out; isolates, marks and joiners are dropped, for a line is one paragraph.
 */
export interface TextRun {
  readonly text: string;
  readonly direction: "ltr" | "rtl";
}

type Kind = "left" | "right" | "number" | "neutral";

interface Piece {
  readonly text: string;
  readonly kind: Kind;
}

const MARKS = /[\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069]/g;
/** Digits of both scripts with what stands inside a number: a point, a colon in a time, a dash in a range. */
const NUMBER = String.raw`\p{Nd}+(?:[.,:/\u066b\u066c\u2013+-]\p{Nd}+)*%?`;
const PIECES = new RegExp(
  String.raw`(?<number>${NUMBER})|(?<right>[\p{Script=Arabic}\p{Script=Hebrew}\u200c\u200d]+)|(?<left>[\p{L}\p{M}]+)|(?<neutral>[^\p{L}\p{M}\p{Nd}])`,
  "gu",
);
const MIRRORED: Readonly<Record<string, string>> = {
  "(": ")",
  ")": "(",
  "[": "]",
  "]": "[",
  "«": "»",
  "»": "«",
};

function piecesOf(text: string): Piece[] {
  return [...text.replace(MARKS, "").matchAll(PIECES)].map(({ 0: piece, groups = {} }) => {
    const kinds: readonly Kind[] = ["number", "right", "left"];
    // Arabic commas and stops are of the script, but of no direction.
    const isMark = /^[\u060c\u061b\u061f\u06d4]+$/.test(piece);
    const kind = kinds.find((one) => groups[one] !== undefined) ?? "neutral";
    return { text: piece, kind: isMark ? "neutral" : kind };
  });
}

/** Embedding levels: even runs from the left, odd from the right. */
function levelsOf(pieces: readonly Piece[], base: 0 | 1): number[] {
  const strong = pieces.map(({ kind }, index): "left" | "right" | "neutral" => {
    if (kind !== "number") return kind;
    // A number joins Latin before it; elsewhere it stands as letters from the right would.
    const before = pieces
      .slice(0, index)
      .findLast((one) => one.kind === "left" || one.kind === "right");
    return (before?.kind ?? (base === 0 ? "left" : "right")) === "left" ? "left" : "right";
  });
  const own = base === 0 ? "left" : "right";
  return pieces.map(({ kind }, index) => {
    const before = strong.slice(0, index).findLast((one) => one !== "neutral") ?? own;
    const after = strong.slice(index + 1).find((one) => one !== "neutral") ?? own;
    const side = strong[index] === "neutral" ? (before === after ? before : own) : strong[index];
    if (side === "left") return base === 0 ? 0 : 2;
    return kind === "number" ? 2 : 1;
  });
}

/** Runs from left to right as they are seen. @param base the paragraph's direction */
export function textRuns(text: string, base: "ltr" | "rtl"): TextRun[] {
  const pieces = piecesOf(text);
  const levels = levelsOf(pieces, base === "ltr" ? 0 : 1);
  const order = pieces.map((piece, index) => ({ ...piece, level: levels[index] ?? 0 }));
  for (let level = Math.max(0, ...levels); level >= 1; level -= 1) {
    for (let start = 0; start < order.length; start += 1) {
      let end = start;
      while ((order[end]?.level ?? -1) >= level) end += 1;
      if (end > start) order.splice(start, end - start, ...order.slice(start, end).reverse());
      start = Math.max(start, end - 1);
    }
  }
  return order.map(({ text: piece, kind, level }) => ({
    text: kind === "neutral" && level % 2 === 1 ? (MIRRORED[piece] ?? piece) : piece,
    direction: level % 2 === 1 ? "rtl" : "ltr",
  }));
}
