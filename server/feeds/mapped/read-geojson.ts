import { z } from "zod";
import { DomainError } from "#server/domain/errors.ts";
import { faultText } from "#server/domain/fault.ts";
import type { TableRow } from "./read-mapped.ts";

const Collection = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(z.unknown()),
});
const Feature = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  properties: z.record(z.string(), z.unknown()).nullable(),
});

const MAX_DEPTH = 3;

/** `{a: {b: 1}}` is the column `a.b`; lists and nothing are no cell. */
function flatten(
  value: Readonly<Record<string, unknown>>,
  prefix = "",
  depth = 0,
): [string, string][] {
  return Object.entries(value).flatMap(([key, of]): [string, string][] => {
    const name = `${prefix}${key}`;
    if (typeof of === "string" || typeof of === "number" || typeof of === "boolean") {
      return [[name, String(of)]];
    }
    const nested = z.record(z.string(), z.unknown()).safeParse(of);
    return nested.success && depth < MAX_DEPTH ? flatten(nested.data, `${name}.`, depth + 1) : [];
  });
}

/**
 * The features of a collection as rows: their properties, and `id` where they have one.
 * @throws DomainError `invalid` when it is no FeatureCollection
 */
export function readGeoJson(answer: unknown): TableRow[] {
  const collection = Collection.safeParse(answer);
  if (!collection.success) {
    throw new DomainError("invalid", faultText("notCollection"));
  }
  return collection.data.features.flatMap((feature) => {
    const parsed = Feature.safeParse(feature);
    if (!parsed.success) return [];
    const { id, properties } = parsed.data;
    const own: [string, string][] = id === undefined ? [] : [["id", String(id)]];
    return [Object.fromEntries([...own, ...flatten(properties ?? {})])];
  });
}
