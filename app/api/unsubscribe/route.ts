import { pathsFor } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { getRuntime } from "#server/runtime.ts";

function linkOf(request: Request) {
  const { searchParams } = new URL(request.url);
  return { id: searchParams.get("id") ?? "", token: searchParams.get("token") ?? "" };
}

/** One press in a mail program (RFC 8058): no page, no cookie; the address alone says which watch. */
export async function POST(request: Request): Promise<Response> {
  try {
    await getRuntime().mailWatches.stop(linkOf(request));
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    // A mail program that hears 503 presses again; 404 it takes for the last word.
    const isAway = refusal.code === "unavailable";
    const text = isAway ? "Not just now; try again.\n" : "This is no link of ours.\n";
    return new Response(text, { status: isAway ? 503 : 404 });
  }
  return new Response("Stopped.\n", { status: 200 });
}

/** Whoever opens it in a browser is asked first. */
export function GET(request: Request): Response {
  const to = `${getRuntime().publicUrl}${pathsFor("en").watchStop(linkOf(request))}`;
  return new Response(null, { status: 302, headers: { Location: to } });
}
