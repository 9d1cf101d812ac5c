import { CLIENT_ADDRESS_HEADER } from "#server/http/client-address.ts";

/** The network address of a request as limits count it: the front door says it, and nobody else can. */
export const readClientAddress = (headers: Pick<Headers, "get">): string =>
  headers.get(CLIENT_ADDRESS_HEADER) ?? "unknown";
