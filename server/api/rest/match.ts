/** Which route a path means: `/crossings/torkham.csv` is `/crossings/{slug}` as CSV. */
import { type Format, MEDIA_TYPES, type ReadRoute } from "./route.ts";
import type { WriteRoute } from "./write-route.ts";

export interface Match {
  readonly route: ReadRoute;
  readonly parameters: Readonly<Record<string, string>>;
  /** null: the route cannot be written as what was asked for. */
  readonly format: Format | null;
  readonly extension: string | null;
}

const isFormat = (text: string): text is Format => Object.hasOwn(MEDIA_TYPES, text);

/** The path's parameters when it fits the pattern, else null. */
function parametersOf(pattern: string, path: string): Record<string, string> | null {
  const expected = pattern.split("/");
  const given = path.split("/");
  if (expected.length !== given.length) return null;
  const parameters: Record<string, string> = {};
  for (const [i, part] of expected.entries()) {
    const text = given[i] ?? "";
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name !== undefined && text !== "") parameters[name] = text;
    else if (part !== text) return null;
  }
  return parameters;
}

/** @param path below /api/v1, beginning with a slash, still encoded */
export function matchRoute(routes: readonly ReadRoute[], path: string): Match | null {
  // Slugs have no dots, so a dot begins the extension.
  const dot = path.indexOf(".", path.lastIndexOf("/"));
  const plain = dot === -1 ? path : path.slice(0, dot);
  const extension = dot === -1 ? null : path.slice(dot + 1).toLowerCase();
  for (const route of routes) {
    const parameters = parametersOf(route.path, plain);
    if (parameters === null) continue;
    const wanted = extension ?? route.formats[0];
    const format = isFormat(wanted) && route.formats.includes(wanted) ? wanted : null;
    return { route, parameters, format, extension };
  }
  return null;
}

export interface WriteMatch {
  readonly route: WriteRoute;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What can be written at a path, a route a method; a path that is named as it is comes before a parameter. */
export function matchWrites(routes: readonly WriteRoute[], path: string): WriteMatch[] {
  const named = routes.filter((route) => route.path === path);
  if (named.length > 0) return named.map((route) => ({ route, parameters: {} }));
  return routes.flatMap((route) => {
    const parameters = parametersOf(route.path, path);
    return parameters === null ? [] : [{ route, parameters }];
  });
}
