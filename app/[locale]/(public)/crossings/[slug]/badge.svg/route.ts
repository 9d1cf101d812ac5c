import { badgeSvg } from "#app/[locale]/(public)/_passed-on/badge.ts";
import { notThere } from "#app/[locale]/(public)/_passed-on/not-there.ts";
import { loadTypesetter } from "#app/[locale]/(public)/_passed-on/outline.ts";
import { type PassedContext, readPassed } from "#app/[locale]/(public)/_passed-on/words.ts";

/** A crossing as a badge, for a page of somebody else's. */
export async function GET(request: Request, context: PassedContext): Promise<Response> {
  const [{ passed }, set] = await Promise.all([readPassed(request, context), loadTypesetter()]);
  if (passed === null) return notThere();
  return new Response(badgeSvg(passed, set), { headers: { "Content-Type": "image/svg+xml" } });
}
