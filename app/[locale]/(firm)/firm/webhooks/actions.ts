"use server";
import { actionContext } from "#server/auth/action-context.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { NOTICE_TYPES } from "#server/domain/notice.ts";
import { addMs, DAY_MS } from "#server/domain/time.ts";
import { getRuntime } from "#server/runtime.ts";
import { addEndpoint } from "#server/services/webhooks/add-endpoint.ts";
import { rotateSecret } from "#server/services/webhooks/rotate-secret.ts";
import { type FirmFormState, typedIn } from "../form-state.ts";
import { runAction } from "../run-action.ts";
import type { WebhookState } from "./webhook-state.ts";

const chosenTypes = (form: FormData) =>
  NOTICE_TYPES.filter((type) => form.getAll("eventTypes").includes(type));

/** Adds a webhook and tells its secret. */
export async function addAction(_: WebhookState, form: FormData): Promise<WebhookState> {
  let secret: string | null = null;
  const input = { id: form.get("id"), url: form.get("url"), eventTypes: chosenTypes(form) };
  const state = await runAction(form, {
    done: "added",
    work: async () => {
      ({ secret } = await addEndpoint(actionContext(await getActor()), input));
    },
  });
  return { ...state, secret };
}

/** What the buttons of one webhook do. */
export async function manageAction(_: WebhookState, form: FormData): Promise<WebhookState> {
  const endpointId = String(form.get("endpointId"));
  let secret: string | null = null;
  const act = (): Promise<FirmFormState> => {
    switch (form.get("do")) {
      case "test":
        return runAction(form, {
          done: "tested",
          work: ({ webhooks }) => webhooks.test({ endpointId, id: String(form.get("testId")) }),
        });
      case "enable":
        return runAction(form, {
          done: "enabled",
          work: ({ webhooks }) => webhooks.enable({ endpointId }),
        });
      case "replay": {
        const days = Number(form.get("days")) || 1;
        const since = addMs(getRuntime().now(), -days * DAY_MS);
        return runAction(form, {
          done: "replayed",
          work: ({ webhooks }) => webhooks.replayFailed({ endpointId, since }),
        });
      }
      case "change":
        return runAction(form, {
          done: "changed",
          work: ({ webhooks }) =>
            webhooks.change({
              endpointId,
              url: String(form.get("url")),
              eventTypes: chosenTypes(form),
            }),
        });
      case "end":
        return runAction(form, {
          done: "ended",
          work: ({ webhooks }) => webhooks.end({ endpointId }),
        });
      default:
        return runAction(form, {
          done: "rotated",
          work: async () => {
            const ctx = actionContext(await getActor());
            ({ secret } = await rotateSecret(ctx, { endpointId }));
          },
        });
    }
  };
  const state = await act();
  // The boxes that were ticked are kept by the form itself; what was typed is not.
  return { ...state, typed: state.done === null ? typedIn(form) : {}, secret };
}

/** Sends one notice of the log again. */
export async function replayAction(_: FirmFormState, form: FormData): Promise<FirmFormState> {
  const endpointId = String(form.get("endpointId"));
  const noticeId = String(form.get("noticeId"));
  return runAction(form, {
    done: "replayed",
    work: ({ webhooks }) => webhooks.replay({ endpointId, noticeId }),
  });
}
