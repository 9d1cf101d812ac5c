import { BLANK_FORM, type FirmFormState, typedIn } from "../form-state.ts";

/** What sending a form of the webhooks page came to. */
export interface WebhookState extends FirmFormState {
  /** Told this once. */
  readonly secret: string | null;
}

export const BLANK_WEBHOOK: WebhookState = { ...BLANK_FORM, secret: null };

/** No answer came; what was typed is kept, and asking again under the same id does nothing twice. */
export const unansweredWebhook = (_: WebhookState, form: FormData): WebhookState => ({
  ...BLANK_WEBHOOK,
  typed: typedIn(form),
  problem: "unanswered",
});
