/**
 * Known devices: a browser that has signed in to an account before shows a token of its own when it signs in again,
 * and is then held back by its own failures alone (https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies).
 * So nobody can keep the owner out by guessing elsewhere. The token proves no identity: password and code are asked as ever.
 */
import { randomUUID } from "node:crypto";
import { openSealed, sealText } from "./seal.ts";

interface DeviceOf {
  readonly authSecret: string;
  /** Of the account that it is known to. */
  readonly email: string;
}

const sealOf = ({ authSecret, email }: DeviceOf) =>
  ({ authSecret, purpose: "known device", boundTo: email.trim().toLowerCase() }) as const;

/** A token for a browser in which the account has just signed in. */
export function newDeviceToken(of: DeviceOf): string {
  return sealText(randomUUID(), sealOf(of));
}

/** The device's id; null when the account does not know it. */
export function findDevice(token: string | null, of: DeviceOf): string | null {
  return token === null ? null : openSealed(token, sealOf(of));
}
