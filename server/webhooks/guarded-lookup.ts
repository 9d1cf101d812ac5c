/** The lookup of a connection to an address that somebody else chose: what is checked is what is connected to. */
import type { LookupFunction } from "node:net";
import { faultText } from "#server/domain/fault.ts";
import type { AddressRules } from "./address-rules.ts";
import { addressRefusal } from "./webhook-url.ts";

/** Every address of a name; throws when it has none. */
export type ResolveName = (
  hostname: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** What our own checks throw into Node's connection. */
export class RefusedAddress extends Error {}

/** A lookup that gives a connection only addresses that it may be made to. */
export function guardedLookup(
  rules: AddressRules,
  isEncrypted: boolean,
  resolveName: ResolveName,
): LookupFunction {
  return (hostname, options, callback) => {
    const fail = (error: Error) => callback(error, "", 0);
    resolveName(hostname).then((found) => {
      const allowed = found.filter(({ address }) => rules.problem(address, isEncrypted) === null);
      const [first] = allowed;
      if (first === undefined) return fail(refusalOf(hostname, found, rules, isEncrypted));
      if (options.all === true) return callback(null, [...allowed]);
      callback(null, first.address, first.family);
    }, fail);
  };
}

function refusalOf(
  hostname: string,
  found: Awaited<ReturnType<ResolveName>>,
  rules: AddressRules,
  isEncrypted: boolean,
): RefusedAddress {
  const [first] = found;
  if (first === undefined) return new RefusedAddress(faultText("noAddressOf", { text: hostname }));
  const problem = rules.problem(first.address, isEncrypted) ?? "no_address";
  return new RefusedAddress(addressRefusal(`${hostname}: ${first.address}`, problem));
}
