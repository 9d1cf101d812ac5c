/** Only there to parse against; never requested. */
const HERE = "http://here.invalid";

/**
 * Where somebody wanted to go before they were asked to sign in, when that is a path of this site; else null.
 * Everything that a browser would read as another host is refused: `//host`, `/\host`, `https:…`, control characters.
 */
export function returnPath(to: unknown): string | null {
  if (typeof to !== "string" || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(to)) return null;
  if (!URL.canParse(to, HERE)) return null;
  const url = new URL(to, HERE);
  return url.origin === HERE ? `${url.pathname}${url.search}${url.hash}` : null;
}
