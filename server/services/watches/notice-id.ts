import { hash } from "node:crypto";

/**
 * A UUID of version 8 (RFC 9562, 5.8) from what a notice tells: judged again after a lost commit, the same events
 * of a watch make the same notice.
 */
export function noticeId(watchId: string, told: readonly { key: string; at: string }[]): string {
  const named = told.map(({ key, at }) => `${key} ${at}`).join("\n");
  const digest = hash("sha256", `notice ${watchId}\n${named}`);
  const variant = ((Number.parseInt(digest.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `8${digest.slice(13, 16)}`,
    `${variant}${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join("-");
}
