import sharp from "sharp";
import { cardSvg } from "#app/[locale]/(public)/_passed-on/card.ts";
import { notThere } from "#app/[locale]/(public)/_passed-on/not-there.ts";
import { loadTypesetter } from "#app/[locale]/(public)/_passed-on/outline.ts";
import { type PassedContext, readPassed } from "#app/[locale]/(public)/_passed-on/words.ts";

/** A crossing as the picture beside a link to it. */
export async function GET(request: Request, context: PassedContext): Promise<Response> {
  const [{ passed }, set] = await Promise.all([readPassed(request, context), loadTypesetter()]);
  if (passed === null) return notThere();
  const png = await sharp(Buffer.from(cardSvg(passed, set)))
    .png({ palette: true, colours: 64 })
    .toBuffer();
  return new Response(new Uint8Array(png), { headers: { "Content-Type": "image/png" } });
}
