type Problem =
  | { readonly kind: "password" | "code" | "again" | "unanswered" }
  | { readonly kind: "wait"; readonly seconds: number };

type Stage =
  /** As the account is. */
  | { readonly stage: "off" | "on" | "removed" }
  /** The phone is to be given the key. */
  | { readonly stage: "begun"; readonly secret: string; readonly uri: string }
  /** In force from now on; the codes are shown this once. */
  | { readonly stage: "codes"; readonly recoveryCodes: readonly string[] };

/** Where setting up or removing the second step stands. */
export type SecondStepState = Stage & { readonly problem: Problem | null };
