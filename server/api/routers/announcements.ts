import { z } from "zod";
import { ANNOUNCEMENT_KINDS } from "#server/domain/announcement.ts";
import { CLAIMABLE_STATES } from "#server/domain/claim.ts";
import { AnnouncementInput } from "#server/services/announcements/announcement-input.ts";
import { enterAnnouncement } from "#server/services/announcements/enter-announcement.ts";
import {
  listAnnouncements,
  listCalendar,
  listUpcoming,
} from "#server/services/announcements/list-announcements.ts";
import { withdrawAnnouncement } from "#server/services/announcements/withdraw-announcement.ts";
import { serviceContext } from "../context.ts";
import { asOf, InstantIn, pastInstant, Slug } from "../inputs.ts";
import { InstantOut } from "../public/shared.ts";
import { procedure, router } from "../trpc.ts";

const Said = {
  id: z.string(),
  crossingId: z.string(),
  kind: z.enum(ANNOUNCEMENT_KINDS),
  title: z.string(),
  party: z.string(),
  lanes: z.array(z.string()).readonly(),
  value: z.enum(CLAIMABLE_STATES),
  zone: z.string(),
  madeAt: InstantOut,
  startsAt: InstantOut,
  endsAt: InstantOut,
};

/** What the public may read of an announcement. */
const PublicAnnouncement = z.object({ ...Said, isRepeating: z.boolean() });

const CalendarAnnouncement = z.object({
  ...Said,
  rrule: z.string().nullable(),
  withdrawnAt: InstantOut.nullable(),
});

const DeskAnnouncement = z.object({
  ...Said,
  rrule: z.string().nullable(),
  withdrawnAt: InstantOut.nullable(),
  next: z.object({ startsAt: InstantOut, endsAt: InstantOut }).nullable(),
});

const id = z.uuid("is no announcement's id");
const Done = z.object({ id: z.string() });

export const announcementsRouter = router({
  /** Announced of a crossing and not over, soonest first. */
  upcoming: procedure
    .input(z.strictObject({ slug: Slug, asOf }))
    .output(z.object({ announcements: z.array(PublicAnnouncement) }))
    .query(({ ctx, input }) => {
      const service = serviceContext(ctx);
      const at = pastInstant(input.asOf, service.now);
      return listUpcoming(service, { slug: input.slug, at });
    }),

  /** What is announced of any crossing, with its rule, and what was withdrawn of late. */
  calendar: procedure
    .input(
      z.strictObject({
        slug: Slug.optional(),
        from: InstantIn.optional(),
        to: InstantIn.optional(),
        asOf,
      }),
    )
    .output(z.object({ announcements: z.array(CalendarAnnouncement) }))
    .query(({ ctx, input }) => {
      const service = serviceContext(ctx);
      return listCalendar(service, {
        slug: input.slug ?? null,
        from: input.from ?? null,
        to: input.to ?? null,
        at: pastInstant(input.asOf, service.now),
      });
    }),

  /** All of them, for the desk. */
  list: procedure
    .input(z.strictObject({}))
    .output(z.object({ announcements: z.array(DeskAnnouncement) }))
    .query(({ ctx }) => listAnnouncements(serviceContext(ctx))),

  enter: procedure
    .input(AnnouncementInput)
    .output(Done)
    .mutation(({ ctx, input }) => enterAnnouncement(serviceContext(ctx), input)),

  withdraw: procedure
    .input(z.strictObject({ id }))
    .output(Done)
    .mutation(({ ctx, input }) => withdrawAnnouncement(serviceContext(ctx), input)),
});
