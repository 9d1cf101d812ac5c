import { namedUuid } from "../named-uuid.ts";

/** From what a notice tells: judged again after a lost commit, the same events of a watch make the same notice. */
export function noticeId(watchId: string, told: readonly { key: string; at: string }[]): string {
  return namedUuid(`notice ${watchId}\n${told.map(({ key, at }) => `${key} ${at}`).join("\n")}`);
}
