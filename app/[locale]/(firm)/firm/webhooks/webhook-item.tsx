import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { When } from "#app/_components/time/when.tsx";
import type { NoticeType } from "#server/domain/notice.ts";
import type { Instant } from "#server/domain/time.ts";
import { TYPE_WORDS } from "./type-words.ts";

export interface ShownWebhook {
  readonly id: string;
  readonly url: string;
  readonly eventTypes: readonly NoticeType[];
  readonly disabled: { readonly at: Instant; readonly reason: "gone" | "failing" } | null;
  readonly heldUntil: Instant | null;
  readonly waiting: number;
  readonly lateSince: Instant | null;
  readonly failed: number;
  readonly lastSentAt: Instant | null;
}

interface WebhookItemProps {
  readonly webhook: ShownWebhook;
  readonly reference: Instant;
  readonly zone: string;
  readonly logHref: string;
  /** What those who may change it can do. */
  readonly children?: ReactNode;
}

/** A webhook: where it leads, whether it works, and how far behind it is. */
export function WebhookItem({ webhook, reference, zone, logHref, children }: WebhookItemProps) {
  const t = useTranslations("webhooks");
  const { url, disabled, heldUntil, lateSince, lastSentAt } = webhook;
  const when = (at: Instant) => <When at={at} reference={reference} zones={[zone]} show="both" />;
  const types = webhook.eventTypes.map((type) => t(`type.${TYPE_WORDS[type]}`));
  return (
    <li className="flex flex-col gap-1 border-b border-line py-4">
      <h2 className="font-semibold break-all">
        <bdi dir="ltr">{url}</bdi>
      </h2>
      {disabled !== null ? (
        <p className="border-s-4 border-closed ps-2 font-medium text-closed">
          {t(`off.${disabled.reason}`)} {when(disabled.at)}
        </p>
      ) : heldUntil !== null ? (
        <p className="border-s-4 border-restricted ps-2">
          {t("held")} {when(heldUntil)}
        </p>
      ) : (
        <p className="border-s-4 border-open ps-2">{t("on")}</p>
      )}
      <dl className="grid gap-x-4 text-sm sm:grid-cols-[max-content_1fr]">
        <dt className="text-ink-soft">{t("told")}</dt>
        <dd>{types.length === 0 ? t("allTypes") : types.join(" · ")}</dd>
        <dt className="text-ink-soft">{t("waiting")}</dt>
        <dd>
          {t("count", { count: webhook.waiting })}
          {lateSince !== null && (
            <>
              {" · "}
              {t("oldest")} {when(lateSince)}
            </>
          )}
        </dd>
        <dt className="text-ink-soft">{t("failed")}</dt>
        <dd>{t("count", { count: webhook.failed })}</dd>
        <dt className="text-ink-soft">{t("lastSent")}</dt>
        <dd>{lastSentAt === null ? t("never") : when(lastSentAt)}</dd>
      </dl>
      <a href={logHref} className="text-link inline-flex min-h-11 items-center self-start">
        {t("log")}
        <span className="sr-only"> {new URL(url).host}</span>
      </a>
      {children}
    </li>
  );
}
