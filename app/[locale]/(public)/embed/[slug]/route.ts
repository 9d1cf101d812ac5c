import { getTranslations } from "next-intl/server";
import { embedHtml, missingHtml } from "#app/[locale]/(public)/_passed-on/embed.ts";
import { type PassedContext, readPassed } from "#app/[locale]/(public)/_passed-on/words.ts";

/** Longer names are cut before they are said again. */
const MAX_SLUG_CHARS = 80;

/** A crossing for a frame in another's page; the only page that may be framed (server/http/csp.ts). */
export async function GET(request: Request, context: PassedContext): Promise<Response> {
  const { locale, slug, passed } = await readPassed(request, context);
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  if (passed !== null) return new Response(embedHtml(passed), { headers });
  const t = await getTranslations({ locale, namespace: "crossing" });
  const text = t("notFound.title", { slug: slug.slice(0, MAX_SLUG_CHARS) });
  return new Response(missingHtml(locale, text), { status: 404, headers });
}
