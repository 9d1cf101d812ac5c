"use client";
import { useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { addAction } from "./actions.ts";
import { Outcome } from "./outcome.tsx";
import { WebhookFields } from "./webhook-fields.tsx";
import { BLANK_WEBHOOK, unansweredWebhook, type WebhookState } from "./webhook-state.ts";

/** @param props.id of the webhook to be, so that sending twice adds one */
export function AddForm({ id }: { readonly id: string }) {
  const t = useTranslations("webhooks");
  const form = useKeptForm<WebhookState>({
    action: addAction,
    blank: BLANK_WEBHOOK,
    unanswered: unansweredWebhook,
  });
  const { state, isPending } = form;
  return (
    <KeptForm form={form} className="flex max-w-2xl flex-col gap-5">
      <input type="hidden" name="id" value={id} />
      <div key={state.done === null ? "" : id} className="flex flex-col gap-5">
        <WebhookFields
          id="new"
          url={state.typed.url}
          eventTypes={[]}
          isWrong={state.wrong.includes("url")}
        />
      </div>
      <Outcome state={state} />
      <p>
        <Button kind="primary" type="submit" disabled={isPending}>
          {t("add")}
        </Button>
      </p>
    </KeptForm>
  );
}
