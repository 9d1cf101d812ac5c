"use client";
import { useTranslations } from "next-intl";
import { KeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { useFirmForm } from "#app/[locale]/(firm)/firm/use-firm-form.ts";
import { replayAction } from "../actions.ts";

interface ReplayFormProps {
  readonly endpointId: string;
  readonly noticeId: string;
}

/** Sends a notice again under its own id. */
export function ReplayForm({ endpointId, noticeId }: ReplayFormProps) {
  const t = useTranslations("webhooks");
  const form = useFirmForm(replayAction);
  const { problem } = form.state;
  return (
    <KeptForm form={form} className="flex flex-wrap items-center gap-3">
      <input type="hidden" name="endpointId" value={endpointId} />
      <input type="hidden" name="noticeId" value={noticeId} />
      <Button type="submit" disabled={form.isPending}>
        {t("replay")}
        <span className="sr-only"> {noticeId}</span>
      </Button>
      {problem !== null && (
        <span role="alert" className="text-sm font-medium text-closed">
          {t(`problem.${problem}`)}
        </span>
      )}
    </KeptForm>
  );
}
