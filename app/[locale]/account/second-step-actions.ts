"use server";
import { actionContext } from "#server/auth/action-context.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import {
  beginSecondStep,
  confirmSecondStep,
  removeSecondStep,
} from "#server/services/accounts/second-step.ts";
import type { SecondStepState } from "./second-step-state.ts";

const text = (form: FormData, name: string) => String(form.get(name) ?? "");

function refused(before: SecondStepState, error: unknown): SecondStepState {
  if (!(error instanceof DomainError)) throw error;
  const { fields = [], retryAfterSeconds } = error.details;
  const wrong = fields[0]?.path;
  if (retryAfterSeconds !== undefined) {
    return { ...before, problem: { kind: "wait", seconds: retryAfterSeconds } };
  }
  return {
    ...before,
    problem: { kind: wrong === "password" || wrong === "code" ? wrong : "again" },
  };
}

/** What the button says is done; the state is what the page shows next. */
export async function secondStepAction(
  before: SecondStepState,
  form: FormData,
): Promise<SecondStepState> {
  const ctx = actionContext(await getActor());
  const password = text(form, "password");
  const code = text(form, "code");
  try {
    switch (form.get("do")) {
      case "begin":
        return { stage: "begun", ...(await beginSecondStep(ctx, { password })), problem: null };
      case "confirm":
        return { stage: "codes", ...(await confirmSecondStep(ctx, { code })), problem: null };
      case "remove":
        await removeSecondStep(ctx, { password, code });
        return { stage: "removed", problem: null };
      default:
        return before;
    }
  } catch (error) {
    return refused(before, error);
  }
}
