import { invalidField } from "#server/domain/parse-input.ts";
import { KEY_PREFIX } from "#server/services/accounts/secret.ts";

/** Names under which people send a key by mistake. */
const KEY_NAME =
  /^(?:(?:x[-_])?(?:api[-_]?|access[-_]?|auth[-_]?)?(?:key|token)|auth(?:orization)?|bearer|(?:client[-_]?)?secret|pass(?:word)?)$/i;

/** One of ours, or whatever follows the word Bearer, under any name. */
const isKey = (value: string): boolean => value.startsWith(KEY_PREFIX) || /^bearer\s/i.test(value);

/**
 * The query as plain parameters, each at most once.
 * @throws DomainError `invalid` for a parameter given twice, and for a key, which would stay in logs and histories
 */
export function readQuery(query: URLSearchParams): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of query) {
    if (KEY_NAME.test(name) || isKey(value)) {
      const message =
        "a key does not belong in the address, where logs keep it; send it in the header Authorization: Bearer …, and have this one replaced";
      throw invalidField({ path: name, message });
    }
    if (Object.hasOwn(parameters, name)) {
      throw invalidField({ path: name, message: "is given twice; give it once" });
    }
    // Not `parameters[name] = value`: a parameter named __proto__ is a name like any other.
    Object.defineProperty(parameters, name, { value, enumerable: true });
  }
  return parameters;
}
