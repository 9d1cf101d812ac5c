/** Where making a key stands: `key` is there this once. */
export interface KeyState {
  readonly key: string | null;
  readonly problem: "label" | "scopes" | "tooMany" | "again" | "unanswered" | null;
}
