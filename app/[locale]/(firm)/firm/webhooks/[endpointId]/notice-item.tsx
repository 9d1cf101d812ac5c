import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FaultText } from "#app/_components/fault-text.tsx";
import { When } from "#app/_components/time/when.tsx";
import { formatNumber } from "#app/format/number.ts";
import type { NoticeState, NoticeType } from "#server/domain/notice.ts";
import type { Instant } from "#server/domain/time.ts";
import { TYPE_WORDS } from "../type-words.ts";

interface Attempt {
  readonly attempt: number;
  readonly attemptedAt: Instant;
  readonly tookMs: number;
  readonly outcome: "sent" | "failed";
  readonly status: number | null;
  readonly response: string | null;
}

interface NoticeItemProps {
  readonly notice: {
    readonly id: string;
    readonly type: NoticeType;
    readonly createdAt: Instant;
    readonly dueAt: Instant;
    readonly state: NoticeState;
    readonly attempts: readonly Attempt[];
  };
  readonly reference: Instant;
  readonly zone: string;
  readonly children?: ReactNode;
}

const EDGES = {
  waiting: "border-restricted",
  sent: "border-open",
  failed: "border-closed",
  dropped: "border-line-strong",
} as const satisfies Record<NoticeState, string>;

/** One notice: what became of it, and each attempt with its answer. */
export function NoticeItem({ notice, reference, zone, children }: NoticeItemProps) {
  const t = useTranslations("webhooks");
  const when = (at: Instant) => <When at={at} reference={reference} zones={[zone]} show="both" />;
  return (
    <li className="flex flex-col gap-1 border-b border-line py-3">
      <h2 className="font-semibold">{t(`type.${TYPE_WORDS[notice.type]}`)}</h2>
      <p className={`border-s-4 ps-2 ${EDGES[notice.state]}`}>
        {t(`state.${notice.state}`)}
        {notice.state === "waiting" && (
          <>
            {" · "}
            {t("nextAt")} {when(notice.dueAt)}
          </>
        )}
      </p>
      <p className="text-sm text-ink-soft">
        {when(notice.createdAt)} · <code dir="ltr">webhook-id</code>{" "}
        <code dir="ltr" className="break-all select-all">
          {notice.id}
        </code>
      </p>
      {notice.attempts.length > 0 && (
        <ol className="flex flex-col gap-2 ps-2 text-sm">
          {notice.attempts.map((attempt) => (
            <AttemptItem key={attempt.attempt} attempt={attempt} when={when} />
          ))}
        </ol>
      )}
      {children}
    </li>
  );
}

function AttemptItem({
  attempt: { attempt, attemptedAt, tookMs, status, response },
  when,
}: {
  readonly attempt: Attempt;
  readonly when: (at: Instant) => ReactNode;
}) {
  const t = useTranslations("webhooks");
  const locale = useLocale();
  return (
    <li>
      {t("attempt", { n: formatNumber(locale, attempt) })} · {when(attemptedAt)} ·{" "}
      {status === null ? t("noAnswer") : <bdi dir="ltr">HTTP {status}</bdi>} ·{" "}
      {t("took", { ms: formatNumber(locale, tookMs) })}
      {status === null && response !== null && (
        <p>
          <FaultText text={response} />
        </p>
      )}
      {status !== null && response !== null && response !== "" && (
        <pre
          dir="ltr"
          className="mt-1 max-h-40 max-w-full overflow-auto bg-sunken p-2 text-start font-mono whitespace-pre-wrap break-all"
        >
          {response}
        </pre>
      )}
    </li>
  );
}
