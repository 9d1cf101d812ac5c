/** Reads for one account: what its keys may do. */
import { ListKeysInput, ListKeysOutput } from "../routers/keys.ts";
import { defineRoute, type ReadRoute, writeJson } from "./route.ts";

export const OWN_ROUTES: readonly ReadRoute[] = [
  defineRoute({
    path: "/keys",
    operationId: "listKeys",
    summary:
      "The keys of the account that the key belongs to: what they begin with, never the keys",
    tag: "keys",
    isPersonal: true,
    input: ListKeysInput,
    output: ListKeysOutput,
    read: (caller, input) => caller.keys.list(input),
    formats: { json: writeJson },
  }),
];
