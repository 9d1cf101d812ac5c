import { z } from "zod";
import { ROLES } from "#server/domain/actor.ts";
import { CrossingId } from "#server/domain/crossing.ts";

/** What an account is made of, wherever it comes from: the welcome page or the admin command. */
export const EmailAddress = z
  .string()
  .trim()
  .max(254, "is longer than any e-mail address")
  .regex(/^[^@\s]+@[^@\s]+\.[^@\s]+$/, "is no e-mail address; it looks like name@example.org");

export const PersonName = z.string().trim().min(1, "is empty").max(100, "is over 100 characters");

export const FirstAdminInput = z.strictObject({
  token: z.string().min(1).max(200),
  email: EmailAddress,
  name: PersonName,
  password: z.string(),
});
export type FirstAdminInput = z.infer<typeof FirstAdminInput>;

export const SetPasswordInput = z.strictObject({
  token: z.string().min(1).max(200),
  password: z.string(),
});
export type SetPasswordInput = z.infer<typeof SetPasswordInput>;

export const AddAccountInput = z.strictObject({
  email: EmailAddress,
  name: PersonName,
  role: z.enum(ROLES, `must be one of ${ROLES.join(", ")}`),
  crossings: z.array(CrossingId).max(500).default([]),
  /** Reports are published at once and reviewed after. */
  isTrusted: z.boolean().default(false),
  /** What the public reads instead of the name; made up when absent. */
  pseudonym: z.string().trim().min(1).max(60).optional(),
  /** Absent: a one-time link to choose one is made. */
  password: z.string().optional(),
});
export type AddAccountInput = z.infer<typeof AddAccountInput>;
