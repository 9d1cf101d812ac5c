/** What is used of the font reader that comes with Next: it shapes Arabic script, which Next's own pictures do not. */
declare module "next/dist/compiled/@next/font/dist/fontkit/index.js" {
  export interface GlyphRun {
    readonly glyphs: ReadonlyArray<{ readonly path: { toSVG(): string } }>;
    /** In the font's units; `y` grows upwards. */
    readonly positions: ReadonlyArray<{
      readonly xAdvance: number;
      readonly xOffset: number;
      readonly yOffset: number;
    }>;
  }
  export interface Font {
    readonly unitsPerEm: number;
    /** Every code point that it has a glyph for. */
    readonly characterSet: readonly number[];
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): unknown;
    layout(
      text: string,
      features?: readonly string[],
      script?: string,
      language?: string,
      direction?: "ltr" | "rtl",
    ): GlyphRun;
  }
  type Open = (bytes: Buffer) => Font;
  /** Some loaders unwrap the default of a CommonJS module, others leave it inside. */
  const fontkit: Open | { readonly default: Open };
  export default fontkit;
}
