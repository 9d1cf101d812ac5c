import type { NextRequest } from "next/server";
import { handlers } from "#server/auth/auth.ts";

export const { GET } = handlers;

/** RFC 6585, 4. */
const TOO_MANY_REQUESTS = 429;

/** Auth.js answers a refused sign-in with a redirect that carries a code; a wait becomes the status that says so. */
const WAIT = /[?&]code=too_many\.(\d+)/;

export async function POST(request: NextRequest): Promise<Response> {
  const answer = await handlers.POST(request);
  const target = answer.headers.get("Location") ?? (await answer.clone().text());
  const seconds = WAIT.exec(target)?.[1];
  if (seconds === undefined) return answer;
  const retryAfterSeconds = Number(seconds);
  const message = `Too many failed sign-ins; try again in ${retryAfterSeconds} s.`;
  return Response.json(
    { status: TOO_MANY_REQUESTS, code: "too_many", message, retryAfterSeconds },
    {
      status: TOO_MANY_REQUESTS,
      headers: { "Retry-After": seconds, "Content-Type": "application/problem+json" },
    },
  );
}
