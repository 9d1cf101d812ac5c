import { cookies } from "next/headers";
import { signOut } from "#server/auth/auth.ts";
import { getRuntime } from "#server/runtime.ts";

/** Ours and Auth.js', with whatever prefix; other programs on this host keep theirs. */
const OURS = /^(?:__Secure-|__Host-)?(?:authjs|gatewatch)\./;

/**
 * Takes from a browser what no script may: ends its session, and clears every cookie that we have set in it, the one by
 * which the phone would be known again as well.
 */
export async function POST(): Promise<Response> {
  await signOut({ redirect: false });
  const jar = await cookies();
  for (const { name } of jar.getAll()) {
    if (!OURS.test(name)) continue;
    const secure = name.startsWith("__") || getRuntime().publicUrl.startsWith("https:");
    jar.set(name, "", { path: "/", maxAge: 0, secure });
  }
  // What this page has missed, as far as the browser knows the header.
  return new Response(null, { status: 204, headers: { "Clear-Site-Data": '"storage"' } });
}
