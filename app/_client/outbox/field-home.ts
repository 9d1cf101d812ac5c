/** Who reports from this phone, their crossings and what they said last: asked for when there is a line, kept for when there is none. */
import { z } from "zod";
import { CLAIMABLE_STATES, type Claim } from "#server/domain/claim.ts";
import { REVIEW_STATES } from "#server/domain/report.ts";
import { noteServerTime } from "./device-skew.ts";
import { storedValue } from "./stored-value.ts";
import { isWipeUnfinished } from "./unfinished-wipe.ts";

/** Claims come from our own server, which wrote them from this very type. */
const ServerClaim = z.custom<Claim>(
  (value) => typeof value === "object" && value !== null && "kind" in value,
);

const FieldHome = z.object({
  at: z.string(),
  account: z.object({ id: z.string(), name: z.string() }),
  crossings: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      localNames: z.record(z.string(), z.string()),
      sides: z.tuple([
        z.object({ country: z.string(), zone: z.string() }),
        z.object({ country: z.string(), zone: z.string() }),
      ]),
      lanes: z.array(z.string()),
      condition: z.enum(["open", "restricted", "partial", "closed", "unknown"]),
      lastWordAt: z.string().nullable(),
      // What an older edition of this page kept has neither.
      lastSeenAt: z.string().nullish(),
      expectedIntervalMinutes: z.number().optional(),
      present: z.record(z.string(), z.enum(CLAIMABLE_STATES)),
    }),
  ),
  reports: z.array(
    z.object({
      id: z.string(),
      crossingId: z.string(),
      observedAt: z.string(),
      receivedAt: z.string(),
      review: z.enum(REVIEW_STATES),
      reason: z.string().nullable(),
      note: z.string().nullable(),
      claims: z.array(ServerClaim),
      deviceClock: z
        .object({
          deviceAt: z.string(),
          skewMs: z.number().nullable(),
          uncertaintyMs: z.number().nullable(),
        })
        .nullable(),
      isByCode: z.boolean().optional(),
    }),
  ),
  // What an older edition of this page kept has none.
  questions: z
    .array(
      z.object({
        reportId: z.string(),
        crossingId: z.string(),
        text: z.string(),
        at: z.string(),
      }),
    )
    .optional(),
});
export type FieldHome = z.output<typeof FieldHome>;
export type HomeCrossing = FieldHome["crossings"][number];
export type HomeReport = FieldHome["reports"][number];

export const keptHome = storedValue("gatewatch.field", FieldHome);

/**
 * Keeps what came with the page itself, unless newer is kept: a line that breaks right after signing in must not leave a
 * phone that knows nobody.
 */
export function takeHomeOfPage(home: object): void {
  if (isWipeUnfinished()) return;
  const { data } = FieldHome.safeParse(home);
  const kept = keptHome.read();
  if (data === undefined || (kept !== null && Date.parse(kept.at) >= Date.parse(data.at))) return;
  keptHome.write(data);
}

export const HOME_URL = "/api/trpc/field.home?input=%7B%7D";
const TIMEOUT_MS = 60_000;

export type HomeAnswer =
  | { readonly kind: "home"; readonly home: FieldHome }
  | { readonly kind: "signed_out" | "forbidden" | "offline" };

/** Asks the server; never throws. */
export async function fetchHome(): Promise<HomeAnswer> {
  const startedAtMs = Date.now();
  try {
    const response = await fetch(HOME_URL, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
      cache: "no-store",
    });
    noteServerTime(response.headers, startedAtMs);
    if (response.status === 401) return { kind: "signed_out" };
    if (response.status === 403) return { kind: "forbidden" };
    const parsed = z
      .object({ result: z.object({ data: FieldHome }) })
      .safeParse(await response.json());
    return parsed.success ? { kind: "home", home: parsed.data.result.data } : { kind: "offline" };
  } catch {
    return { kind: "offline" };
  }
}
