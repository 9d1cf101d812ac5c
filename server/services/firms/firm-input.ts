/** What a firm and its members are made of, wherever it comes from: a page or the admin command. */
import { z } from "zod";
import { FIRM_ROLES } from "#server/domain/firm.ts";
import { isStorable } from "#server/domain/parse-input.ts";
import { isZone } from "#server/domain/zone.ts";
import { EmailAddress } from "../accounts/account-input.ts";

const MAX_NAME_LENGTH = 100;

export const FirmName = z
  .string()
  .trim()
  .min(1, "is empty; give the firm's name")
  .max(MAX_NAME_LENGTH, `is over ${MAX_NAME_LENGTH} characters; shorten it`)
  .refine(isStorable, "has a broken character");

/** By name, not by offset: an offset would forget the change of clocks. */
export const TimeZone = z
  .string()
  .trim()
  .max(64)
  .refine(
    (zone) => /^[A-Z]/i.test(zone) && isZone(zone),
    "is no time zone; write one such as Asia/Karachi",
  );

export const AddFirmInput = z.strictObject({
  /** Made by the sender: the same firm sent twice is one. */
  id: z.uuid("must be a UUID made by the sender"),
  name: FirmName,
  timeZone: TimeZone,
  /** E-mail of the account that is its first owner. */
  owner: EmailAddress,
});

const firmId = z.uuid("is no firm's id").nullable().default(null);

export const ChangeFirmInput = z.strictObject({
  /** null: one's own. */
  firmId,
  name: FirmName,
  timeZone: TimeZone,
});

export const SetMemberInput = z.strictObject({
  /** null: one's own firm. */
  firmId,
  email: EmailAddress,
  role: z.enum(FIRM_ROLES, `must be one of ${FIRM_ROLES.join(", ")}`),
});

export const RemoveMemberInput = SetMemberInput.omit({ role: true });

export const CloseFirmInput = z.strictObject({
  /** null: one's own. */
  firmId,
  /** The firm's, typed by whoever means it. */
  name: FirmName,
});
