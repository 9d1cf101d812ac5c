"use client";
import { useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Select } from "#app/_components/form/controls.tsx";
import type { NoticeType } from "#server/domain/notice.ts";
import { manageAction } from "./actions.ts";
import { Outcome } from "./outcome.tsx";
import { WebhookFields } from "./webhook-fields.tsx";
import { BLANK_WEBHOOK, unansweredWebhook, type WebhookState } from "./webhook-state.ts";

/** How far back what failed may be sent again. */
const REPLAY_DAYS = [1, 3, 7, 30] as const;

interface ManageWebhookProps {
  readonly id: string;
  readonly url: string;
  readonly host: string;
  readonly eventTypes: readonly NoticeType[];
  readonly isDisabled: boolean;
  readonly hasFailed: boolean;
  /** Of the next test, so that sending twice tests once. */
  readonly testId: string;
}

/** Testing, switching on, sending again; one step deeper what changes or ends it. */
export function ManageWebhook(props: ManageWebhookProps) {
  const { id, url, host, eventTypes, isDisabled, hasFailed, testId } = props;
  const t = useTranslations("webhooks");
  const form = useKeptForm<WebhookState>({
    action: manageAction,
    blank: BLANK_WEBHOOK,
    unanswered: unansweredWebhook,
  });
  const { state, isPending } = form;
  const button = { type: "submit", name: "do", disabled: isPending } as const;
  const which = <span className="sr-only"> {host}</span>;
  return (
    <div className="flex flex-col gap-3">
      <KeptForm form={form} className="flex flex-wrap items-end gap-3">
        <input type="hidden" name="endpointId" value={id} />
        <input type="hidden" name="testId" value={testId} />
        {isDisabled ? (
          <Button {...button} value="enable">
            {t("enable")}
            {which}
          </Button>
        ) : (
          <Button {...button} value="test">
            {t("test")}
            {which}
          </Button>
        )}
        {hasFailed && !isDisabled && (
          <>
            <div className="flex flex-col gap-1 text-sm">
              <label htmlFor={`${id}-days`}>{t("failedWithin")}</label>
              <Select id={`${id}-days`} name="days" defaultValue="3" className="w-auto">
                {REPLAY_DAYS.map((count) => (
                  <option key={count} value={count}>
                    {t("days", { count })}
                  </option>
                ))}
              </Select>
            </div>
            <Button {...button} value="replay">
              {t("replayFailed")}
              {which}
            </Button>
          </>
        )}
      </KeptForm>
      <Outcome state={state} />
      <details>
        <summary className="text-link inline-flex min-h-11 cursor-pointer items-center">
          {t("manage")}
          {which}
        </summary>
        <KeptForm form={form} className="flex max-w-2xl flex-col gap-5 pt-2 pb-3">
          <input type="hidden" name="endpointId" value={id} />
          <WebhookFields
            id={id}
            url={state.typed.url ?? url}
            eventTypes={eventTypes}
            isWrong={state.wrong.includes("url")}
          />
          <div className="flex flex-wrap gap-3">
            <Button {...button} kind="primary" value="change">
              {t("save")}
              {which}
            </Button>
            <Button {...button} value="rotate" formNoValidate>
              {t("rotate")}
              {which}
            </Button>
            <Button {...button} kind="danger" value="end" formNoValidate>
              {t("end")}
              {which}
            </Button>
          </div>
        </KeptForm>
      </details>
    </div>
  );
}
