import { z } from "zod";
import { listOwnKeys } from "#server/services/accounts/own-keys.ts";
import { revokeKey } from "#server/services/accounts/revoke-key.ts";
import { serviceContext } from "../context.ts";
import { KeyOut } from "../public/key.ts";
import { InstantOut } from "../public/shared.ts";
import { procedure, router } from "../trpc.ts";

export const ListKeysInput = z.strictObject({});
export const ListKeysOutput = z.object({ at: InstantOut, keys: z.array(KeyOut) });

/** One's own keys. Making one has no procedure: it shows a secret, and only the account page does. */
export const keysRouter = router({
  list: procedure
    .input(ListKeysInput)
    .output(ListKeysOutput)
    .query(async ({ ctx }) => {
      const service = serviceContext(ctx);
      return { at: service.now, keys: await listOwnKeys(service) };
    }),

  revoke: procedure
    .input(z.strictObject({ keyId: z.uuid("is no key's id") }))
    .output(z.object({ keyId: z.string() }))
    .mutation(({ ctx, input }) => revokeKey(serviceContext(ctx), { key: input.keyId })),
});
