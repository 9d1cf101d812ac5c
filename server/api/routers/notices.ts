import { z } from "zod";
import { NOTICE_STATES } from "#server/domain/notice.ts";
import { getFirmNotice, listFirmNotices } from "#server/services/notices/list-firm-notices.ts";
import { replayFirmNotice } from "#server/services/webhooks/replay-notices.ts";
import { serviceContext } from "../context.ts";
import { limitUpTo } from "../inputs.ts";
import { FirmNoticeOut, LoggedNoticeOut } from "../public/webhook.ts";
import { procedure, router } from "../trpc.ts";

const NOTICES_A_PAGE = 50;
const MAX_NOTICES = 200;

export const ListNoticesInput = z.strictObject({
  watchId: z.uuid("is no watch's id").optional().meta({ description: "Only of this watch" }),
  endpointId: z
    .uuid("is no webhook's id")
    .optional()
    .meta({ description: "Only for this webhook" }),
  state: z.enum(NOTICE_STATES).optional(),
  before: z.string().max(300).optional().meta({ description: "`next` of the page before" }),
  limit: limitUpTo(MAX_NOTICES),
});
export const ListNoticesOutput = z.object({
  notices: z.array(LoggedNoticeOut),
  next: z.string().nullable().meta({ description: "Give it as `before`; null: that was the last" }),
});

export const OfNotice = z.strictObject({ noticeId: z.uuid("is no notice's id") });
export const NoticeDone = z.object({ noticeId: z.string() });

/** What the watches of the asker's own firm told, and whether it arrived. */
export const noticesRouter = router({
  list: procedure
    .input(ListNoticesInput)
    .output(ListNoticesOutput)
    .query(({ ctx, input }) =>
      listFirmNotices(serviceContext(ctx), {
        watchId: input.watchId ?? null,
        endpointId: input.endpointId ?? null,
        state: input.state ?? null,
        before: input.before ?? null,
        limit: input.limit ?? NOTICES_A_PAGE,
      }),
    ),

  get: procedure
    .input(OfNotice)
    .output(FirmNoticeOut)
    .query(({ ctx, input }) => getFirmNotice(serviceContext(ctx), input)),

  replay: procedure
    .input(OfNotice)
    .output(NoticeDone)
    .mutation(({ ctx, input }) => replayFirmNotice(serviceContext(ctx), input)),
});
