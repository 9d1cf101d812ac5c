/** What an admin can do to an account. */
export const ACCOUNT_DEEDS = ["link", "sessions", "disable", "enable", "second_step"] as const;
export type AccountDeed = (typeof ACCOUNT_DEEDS)[number];

export interface ManageState {
  readonly done: AccountDeed | null;
  /** The one-time link that was made, shown this once. */
  readonly link: string | null;
  readonly problem: "conflict" | "gone" | "unanswered" | null;
}
