"use client";
import { useTranslations } from "next-intl";
import { KeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { OfName } from "#app/_components/of-name.tsx";
import { useFirmForm } from "../use-firm-form.ts";
import { renewFeedAction } from "./actions.ts";

/** Makes the address of one watch's feed anew. Behind a fold: pressed by mistake it cuts off every reader. */
export function RenewFeedForm({ id, name }: { readonly id: string; readonly name: string }) {
  const t = useTranslations("watches.firm");
  const form = useFirmForm(renewFeedAction);
  const { problem, done } = form.state;
  return (
    <details className="text-sm">
      <summary className="text-link inline-flex min-h-11 cursor-pointer items-center">
        {t("feedLeaked")}
        <OfName name={name} />
      </summary>
      <KeptForm form={form} className="flex flex-col gap-3 pb-3">
        <input type="hidden" name="id" value={id} />
        <p>{t("renewFeedText")}</p>
        <p>
          <Button kind="danger" type="submit" disabled={form.isPending}>
            {t("renewFeed")}
            <OfName name={name} />
          </Button>
        </p>
        {problem !== null && (
          <span role="alert" className="font-medium text-closed">
            {t(`problem.${problem}`)}
          </span>
        )}
        {done !== null && <span role="status">{t("feedRenewed")}</span>}
      </KeptForm>
    </details>
  );
}
