/** How much one address may ask for. What comes from the cache costs nothing and is not counted. */
import { isSignIn, refuseTooMany } from "./refusals.ts";
import { createTokenBuckets } from "./token-bucket.ts";

export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Limits {
  readonly reads: Rate;
  readonly writes: Rate;
  readonly signIns: Rate;
  readonly liveClients: number;
  readonly liveClientsPerAddress: number;
}

/**
 * Many people may share one address (a carrier's NAT, a customs house), so reads and streams are generous. Guessing a
 * password is not something that many people do at once.
 */
const DEFAULT_LIMITS: Limits = {
  reads: { perSecond: 100, burst: 300 },
  writes: { perSecond: 10, burst: 100 },
  signIns: { perSecond: 10 / 60, burst: 10 },
  liveClients: 20_000,
  liveClientsPerAddress: 500,
};

export function createLimits(given: Partial<Limits>, nowMs: () => number) {
  const values: Limits = { ...DEFAULT_LIMITS, ...given };
  const reads = createTokenBuckets({ ...values.reads, nowMs });
  const writes = createTokenBuckets({ ...values.writes, nowMs });
  const signIns = createTokenBuckets({ ...values.signIns, nowMs });
  return {
    values,
    refuseRead: (address: string) => refuseTooMany(reads, address, "requests"),
    refuseWrite(address: string, pathname: string) {
      if (isSignIn(pathname)) refuseTooMany(signIns, address, "attempts to sign in");
      refuseTooMany(writes, address, "writes");
    },
  };
}
