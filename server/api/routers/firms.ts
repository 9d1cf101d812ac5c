import { z } from "zod";
import { FIRM_ROLES } from "#server/domain/firm.ts";
import { addFirm } from "#server/services/firms/add-firm.ts";
import { changeFirm } from "#server/services/firms/change-firm.ts";
import { closeFirm } from "#server/services/firms/close-firm.ts";
import { findOwnFirm } from "#server/services/firms/find-own-firm.ts";
import {
  AddFirmInput,
  ChangeFirmInput,
  CloseFirmInput,
  RemoveMemberInput,
  SetMemberInput,
} from "#server/services/firms/firm-input.ts";
import { getBoard } from "#server/services/firms/get-board.ts";
import { leaveFirm } from "#server/services/firms/leave-firm.ts";
import { getOwnFirm, listFirms } from "#server/services/firms/list-firms.ts";
import { removeMember } from "#server/services/firms/remove-member.ts";
import { setMember } from "#server/services/firms/set-member.ts";
import {
  PrivateNetworksInput,
  setPrivateNetworks,
} from "#server/services/webhooks/set-private-networks.ts";
import { serviceContext } from "../context.ts";
import { FirmBoardOut, FirmOut } from "../public/firm.ts";
import { procedure, router } from "../trpc.ts";

const role = z.enum(FIRM_ROLES);

/** Firms, and who belongs to them. */
export const firmsRouter = router({
  /** The asker's own firm and role in it; null: none yet. */
  mine: procedure
    .input(z.strictObject({}))
    .output(
      z.object({ firmId: z.string(), role, name: z.string(), timeZone: z.string() }).nullable(),
    )
    .query(({ ctx }) => findOwnFirm(serviceContext(ctx))),

  /** Own corridors, with everything by which a crossing is chosen. */
  board: procedure
    .input(z.strictObject({}))
    .output(FirmBoardOut)
    .query(({ ctx }) => {
      const present = ctx.snapshot.isLoaded ? ctx.snapshot.list() : null;
      return getBoard(serviceContext(ctx), { present });
    }),

  /** The asker's own firm with its members. */
  get: procedure
    .input(z.strictObject({}))
    .output(z.object({ firm: FirmOut, role }))
    .query(({ ctx }) => getOwnFirm(serviceContext(ctx))),

  /** Name and time zone. */
  change: procedure
    .input(ChangeFirmInput)
    .output(z.object({ firmId: z.string(), name: z.string(), timeZone: z.string() }))
    .mutation(({ ctx, input }) => changeFirm(serviceContext(ctx), input)),

  setMember: procedure
    .input(SetMemberInput)
    .output(z.object({ accountId: z.string(), email: z.string(), role }))
    .mutation(({ ctx, input }) => setMember(serviceContext(ctx), input)),

  removeMember: procedure
    .input(RemoveMemberInput)
    .output(z.object({ email: z.string() }))
    .mutation(({ ctx, input }) => removeMember(serviceContext(ctx), input)),

  /** Takes the asker out of their own firm. */
  leave: procedure
    .input(z.strictObject({}))
    .output(z.object({ firmId: z.string() }))
    .mutation(({ ctx }) => leaveFirm(serviceContext(ctx))),

  /** For good, with all that it has. */
  close: procedure
    .input(CloseFirmInput)
    .output(z.object({ firmId: z.string() }))
    .mutation(({ ctx, input }) => closeFirm(serviceContext(ctx), input)),

  /** Every firm, for admins; so is the next. */
  list: procedure
    .input(z.strictObject({}))
    .output(z.object({ firms: z.array(FirmOut) }))
    .query(async ({ ctx }) => ({ firms: await listFirms(serviceContext(ctx)) })),

  /** Which ranges the webhooks of a firm may reach besides the public ones. */
  setNetworks: procedure
    .input(PrivateNetworksInput)
    .output(z.object({ firmId: z.string(), networks: z.array(z.string()).readonly() }))
    .mutation(({ ctx, input }) => setPrivateNetworks(serviceContext(ctx), input)),

  add: procedure
    .input(AddFirmInput)
    .output(z.object({ firmId: z.string(), name: z.string(), owner: z.string() }))
    .mutation(({ ctx, input }) => addFirm(serviceContext(ctx), input)),
});
