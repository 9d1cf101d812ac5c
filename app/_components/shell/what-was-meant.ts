/** What an address that no page claims may have meant. */
import type { Crossing } from "#server/domain/crossing.ts";
import { LANGUAGE_TAG } from "#server/domain/language-tag.ts";
import { nearestOf } from "../crossing/nearest-crossings.ts";

/** First parts of the addresses that there are in every language. */
const PAGES: ReadonlySet<string> = new Set([
  "crossings",
  "incidents",
  "changes",
  "replay",
  "lite",
  "report",
  "sign-in",
]);
/** Suggestions beyond these are guesses. */
const SUGGESTIONS = 4;

export type Meant =
  /** A page of ours behind the prefix of a language that there is not; `path` is the page without it. */
  | { readonly kind: "otherLanguage"; readonly path: string }
  /** Crossings called most like the last part of the address; often none. */
  | { readonly kind: "crossings"; readonly crossings: readonly Crossing[] };

export function whatWasMeant(parts: readonly string[], crossings: readonly Crossing[]): Meant {
  const [first = "", second, ...others] = parts;
  const isPage = second === undefined || PAGES.has(second);
  if (LANGUAGE_TAG.test(first) && isPage) {
    const path = [second, ...others].filter((part) => part !== undefined).join("/");
    return { kind: "otherLanguage", path: `/${path}` };
  }
  const candidates = crossings.map((crossing) => ({
    id: crossing.id,
    crossing,
    names: [crossing.name, ...crossing.altNames, ...Object.values(crossing.localNames)],
  }));
  const nearest = nearestOf(decoded(parts.at(-1) ?? ""), candidates, SUGGESTIONS);
  return { kind: "crossings", crossings: nearest.map(({ crossing }) => crossing) };
}

/** Names in other scripts come as the address has them. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
