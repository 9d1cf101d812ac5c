import { BLANK_FORM, type FirmFormState, unansweredForm } from "../form-state.ts";

/** What sending a form of the webhooks page came to. */
export interface WebhookState extends FirmFormState {
  /** Told this once. */
  readonly secret: string | null;
}

export const BLANK_WEBHOOK: WebhookState = { ...BLANK_FORM, secret: null };

/** Asking again under the same id does nothing twice. */
export const unansweredWebhook = (_: WebhookState, form: FormData): WebhookState => ({
  ...BLANK_WEBHOOK,
  ...unansweredForm(form),
});
