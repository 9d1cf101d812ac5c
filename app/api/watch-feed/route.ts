import { hash } from "node:crypto";
import { getRuntime } from "#server/runtime.ts";

/** The feed of a watch, by the token in its address. What has not changed since a reader came by is 304. */
export async function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const link = { id: searchParams.get("id"), token: searchParams.get("token") };
  const feed = await getRuntime().watchFeeds.read(link);
  if (feed === null) return new Response("There is no such feed.\n", { status: 404 });
  const headers = {
    "Content-Type": "application/atom+xml; charset=utf-8",
    "Cache-Control": "private, max-age=60",
    "X-Robots-Tag": "noindex",
    ETag: `"${hash("sha256", feed, "base64url")}"`,
  };
  const isKnown = request.headers.get("if-none-match") === headers.ETag;
  return new Response(isKnown ? null : feed, { status: isKnown ? 304 : 200, headers });
}
