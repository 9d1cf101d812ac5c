import { useTranslations } from "next-intl";
import { Notice } from "#app/_components/notice.tsx";
import type { WebhookState } from "./webhook-state.ts";

const DONE = ["tested", "enabled", "replayed", "changed", "ended"] as const;

/** What came of it; a new secret stands here this once. */
export function Outcome({ state: { done, problem, secret } }: { readonly state: WebhookState }) {
  const t = useTranslations("webhooks");
  if (problem !== null) {
    return (
      <Notice kind="bad" role="alert">
        {t(`problem.${problem}`)}
      </Notice>
    );
  }
  if (done === null) return null;
  const word = DONE.find((one) => one === done) ?? "known";
  if (secret === null) {
    return (
      <Notice kind="good" role="status">
        {t(`done.${word}`)}
      </Notice>
    );
  }
  return (
    <Notice kind="good" role="status" title={t("secretTitle")}>
      <p>{done === "rotated" ? t("done.rotated") : t("secretText")}</p>
      <code dir="ltr" className="mt-2 block font-mono text-base break-all select-all">
        {secret}
      </code>
    </Notice>
  );
}
