/** Headers that go with every answer, whoever made it. */
import type { Exercise } from "#server/domain/clock.ts";

/** Two years; not for subdomains, which may be somebody else's. Only ever sent over https. */
const HSTS = "max-age=63072000";

/** In a fixed order, names as they are written on the wire. */
export function securityHeaders(
  publicUrl: string | null,
): ReadonlyArray<readonly [string, string]> {
  const headers: Array<readonly [string, string]> = [
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "strict-origin-when-cross-origin"],
    ["Permissions-Policy", "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
  ];
  if (publicUrl?.startsWith("https:")) headers.push(["Strict-Transport-Security", HSTS]);
  return headers;
}

/** Nobody may take an exercise for the present: every answer of one says so. */
export function exerciseHeaders(
  exercise: Exercise | null,
): ReadonlyArray<readonly [string, string]> {
  if (exercise === null) return [];
  return [["X-Gatewatch-Exercise", `replay of ${exercise.fromAt} to ${exercise.toAt}`]];
}
