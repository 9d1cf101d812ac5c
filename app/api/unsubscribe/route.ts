import { pathsFor } from "#app/paths.ts";
import { DomainError } from "#server/domain/errors.ts";
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
    if (!(error instanceof DomainError)) throw error;
    return new Response("This is no link of ours.\n", { status: 404 });
  }
  return new Response("Stopped.\n", { status: 200 });
}

/** Whoever opens it in a browser is asked first. */
export function GET(request: Request): Response {
  const to = `${getRuntime().publicUrl}${pathsFor("en").watchStop(linkOf(request))}`;
  return new Response(null, { status: 302, headers: { Location: to } });
}
