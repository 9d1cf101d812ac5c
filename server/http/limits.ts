/**
 * How much one address, and one key, may ask for. What comes from the cache costs nothing and is not counted, but for
 * those who bring a key: it has to be looked at.
 *
 * Answers of the API say where their asker stands, in the fields of draft-ietf-httpapi-ratelimit-headers: each bucket is
 * a policy by its name, `q` what it holds when full, `w` the seconds in which it fills, `r` what is left, `t` the seconds
 * until it is full again.
 */
import type { ServerResponse } from "node:http";
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
  /** With one key, and with one that has the scope data:read. */
  readonly keyReads: Rate;
  readonly dataKeyReads: Rate;
  /** From one address with whatever keys, before any is looked up. */
  readonly keyedReads: Rate;
  readonly liveClients: number;
  readonly liveClientsPerAddress: number;
}

/**
 * Many people may share one address (a carrier's NAT, a customs house), so reads and streams are generous. Guessing a
 * password is not something that many people do at once. A key for data is for a system that asks for all it shows.
 */
const DEFAULT_LIMITS: Limits = {
  reads: { perSecond: 100, burst: 300 },
  writes: { perSecond: 10, burst: 100 },
  signIns: { perSecond: 10 / 60, burst: 10 },
  keyReads: { perSecond: 100, burst: 300 },
  dataKeyReads: { perSecond: 400, burst: 2_000 },
  keyedReads: { perSecond: 800, burst: 4_000 },
  liveClients: 20_000,
  liveClientsPerAddress: 500,
};

interface Bucket {
  readonly name: string;
  readonly rate: Rate;
  /** What there are too many of, when it is empty. */
  readonly what: string;
}

/** Who is told where they stand: the answers of the API. */
type Told = ServerResponse | null;

function createBucket({ name, rate, what }: Bucket, nowMs: () => number) {
  const buckets = createTokenBuckets({ ...rate, nowMs });
  const policy = `"${name}";q=${rate.burst};w=${Math.ceil(rate.burst / rate.perSecond)}`;
  function tell(res: ServerResponse, key: string): void {
    const { tokens, fullInSeconds } = buckets.left(key);
    res.appendHeader("RateLimit-Policy", policy);
    res.appendHeader("RateLimit", `"${name}";r=${tokens};t=${fullInSeconds}`);
  }
  return {
    /** Takes from it, and tells; refuses when it is empty. */
    take(key: string, res: Told): void {
      try {
        refuseTooMany(buckets, key, what);
      } finally {
        if (res !== null) tell(res, key);
      }
    },
  };
}

export function createLimits(given: Partial<Limits>, nowMs: () => number) {
  const values: Limits = { ...DEFAULT_LIMITS, ...given };
  const bucket = (name: string, rate: Rate, what: string) =>
    createBucket({ name, rate, what }, nowMs);
  const reads = bucket("address", values.reads, "requests from this address");
  const writes = bucket("writes", values.writes, "writes from this address");
  const signIns = bucket("sign-ins", values.signIns, "attempts to sign in from this address");
  const keyReads = bucket("key", values.keyReads, "requests with this key");
  const dataKeyReads = bucket("data-key", values.dataKeyReads, "requests with this key");
  const keyedReads = bucket("keys", values.keyedReads, "requests with keys from this address");
  return {
    values,
    refuseRead: (address: string, res: Told) => reads.take(address, res),
    refuseWrite(address: string, pathname: string, res: Told) {
      if (isSignIn(pathname)) signIns.take(address, null);
      writes.take(address, res);
    },
    refuseKeyed: (address: string, res: Told) => keyedReads.take(address, res),
    refuseKey: ({ id, isForData }: { id: string; isForData: boolean }, res: Told) =>
      (isForData ? dataKeyReads : keyReads).take(id, res),
  };
}

export type DoorLimits = ReturnType<typeof createLimits>;
