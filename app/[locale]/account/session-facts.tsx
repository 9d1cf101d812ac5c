import { useTranslations } from "next-intl";
import { When } from "#app/_components/time/when.tsx";
import { nameDevice } from "#app/format/device-name.ts";
import type { Instant } from "#server/domain/time.ts";

export interface SessionFactsProps {
  readonly session: {
    readonly id: string;
    readonly createdAt: Instant;
    readonly lastSeenAt: Instant;
    readonly userAgent: string | null;
  };
  readonly reference: Instant;
  /** It is the one of this browser. */
  readonly isHere?: boolean;
}

/** A session in words: which device, when it was used last, since when. */
export function SessionFacts({ session, reference, isHere = false }: SessionFactsProps) {
  const t = useTranslations("account.sessions");
  const when = (at: Instant) => () => <When at={at} reference={reference} zones={[]} />;
  return (
    <div>
      <p className="font-medium" title={session.userAgent ?? undefined}>
        <bdi>{nameDevice(session.userAgent) ?? t("unknown")}</bdi>
        {isHere && <span className="ms-2 text-sm text-ink-soft">({t("here")})</span>}
      </p>
      <p className="text-sm text-ink-soft">
        {t.rich("lastSeen", { when: when(session.lastSeenAt) })}
        {" · "}
        {t.rich("since", { when: when(session.createdAt) })}
      </p>
    </div>
  );
}
