import type { Role } from "#server/domain/actor.ts";

/** The fields of a new account that can be wrong, in the order of the form. */
export const ADD_FIELDS = ["email", "name", "crossings"] as const;
export type AddField = (typeof ADD_FIELDS)[number];

export interface AddState {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly crossings: readonly string[];
  readonly wrong: readonly AddField[];
  readonly problem: "taken" | "gone" | "unanswered" | null;
  /** The account that was made, and its one-time link, shown this once. */
  readonly made: { readonly email: string; readonly link: string } | null;
}

export const BLANK: AddState = {
  email: "",
  name: "",
  role: "reporter",
  crossings: [],
  wrong: [],
  problem: null,
  made: null,
};
