/**
 * Token buckets by key: each key may do `burst` things at once and `perSecond` over time. Memory is bounded: a
 * bucket that is full again says nothing and is dropped; when there are still too many, the oldest go.
 */
export interface BucketOptions {
  readonly perSecond: number;
  readonly burst: number;
  readonly nowMs: () => number;
  /** At most so many keys are remembered. */
  readonly maxKeys?: number;
}

export interface TokenBuckets {
  /** Takes one token: 0 when there was one, else in how many seconds there will be (fractional). */
  take(key: string): number;
  /** How many whole tokens a key has, and in how many seconds it has all of them. */
  left(key: string): { readonly tokens: number; readonly fullInSeconds: number };
  readonly size: number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

const DEFAULT_MAX_KEYS = 50_000;

export function createTokenBuckets(options: BucketOptions): TokenBuckets {
  const { perSecond, burst, nowMs, maxKeys = DEFAULT_MAX_KEYS } = options;
  const buckets = new Map<string, Bucket>();
  const filledAt = (bucket: Bucket, now: number) =>
    Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.atMs) / 1000) * perSecond);

  function makeRoom(now: number): void {
    for (const [key, bucket] of buckets) {
      if (filledAt(bucket, now) >= burst) buckets.delete(key);
    }
    for (const key of buckets.keys()) {
      if (buckets.size < maxKeys) return;
      buckets.delete(key);
    }
  }

  return {
    get size() {
      return buckets.size;
    },
    left(key) {
      const bucket = buckets.get(key);
      const tokens = bucket === undefined ? burst : filledAt(bucket, nowMs());
      return {
        tokens: Math.floor(tokens),
        fullInSeconds: Math.ceil((burst - tokens) / perSecond),
      };
    },
    take(key) {
      const now = nowMs();
      const bucket = buckets.get(key);
      if (bucket === undefined && buckets.size >= maxKeys) makeRoom(now);
      const tokens = bucket === undefined ? burst : filledAt(bucket, now);
      const isAllowed = tokens >= 1;
      const left = isAllowed ? tokens - 1 : tokens;
      if (bucket === undefined) buckets.set(key, { tokens: left, atMs: now });
      else {
        bucket.tokens = left;
        bucket.atMs = now;
      }
      return isAllowed ? 0 : (1 - tokens) / perSecond;
    },
  };
}
