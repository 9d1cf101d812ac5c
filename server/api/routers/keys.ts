import { z } from "zod";
import { listOwnKeys } from "#server/services/accounts/own-keys.ts";
import { revokeKey } from "#server/services/accounts/revoke-key.ts";
import { serviceContext } from "../context.ts";
import { KeyOut } from "../public/key.ts";
import { InstantOut } from "../public/shared.ts";
import { procedure, router } from "../trpc.ts";

export const ListKeysInput = z.strictObject({});
export const ListKeysOutput = z.object({ at: InstantOut, keys: z.array(KeyOut) });

export const OfKey = z.strictObject({ keyId: z.uuid("is no key's id") });
export const KeyDone = z.object({ keyId: z.string() });

/** One's own keys. Making one has no procedure: it shows a secret; the account page and the REST face do. */
export const keysRouter = router({
  list: procedure
    .input(ListKeysInput)
    .output(ListKeysOutput)
    .query(async ({ ctx }) => {
      const service = serviceContext(ctx);
      return { at: service.now, keys: await listOwnKeys(service) };
    }),

  revoke: procedure
    .input(OfKey)
    .output(KeyDone)
    .mutation(({ ctx, input }) => revokeKey(serviceContext(ctx), { key: input.keyId })),
});
