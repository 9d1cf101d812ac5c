import { z } from "zod";
import { SCOPES } from "#server/domain/actor.ts";
import { KEY_STATES, type OwnKey } from "#server/services/accounts/own-keys.ts";
import { InstantOut } from "./shared.ts";

/** A key as its owner sees it: what it begins with, never the key. */
export const KeyOut: z.ZodType<OwnKey, OwnKey> = z
  .object({
    id: z.string(),
    prefix: z.string().meta({ description: "Its first characters" }),
    label: z.string().nullable(),
    scopes: z.array(z.enum(SCOPES)).readonly(),
    state: z.enum(KEY_STATES),
    createdAt: InstantOut,
    expiresAt: InstantOut.nullable().meta({ description: "null: it stands until it is revoked" }),
    revokedAt: InstantOut.nullable(),
    lastUsedAt: InstantOut.nullable().meta({ description: "Right to a minute; null: never" }),
  })
  .meta({ id: "Key" });

/** Told once, and kept nowhere. */
export const NewKeyOut = z.object({
  keyId: z.string(),
  key: z.string().meta({ description: "Shown this once" }),
});
