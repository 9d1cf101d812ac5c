import { useLocale, useTranslations } from "next-intl";
import { Button } from "#app/_components/form/button.tsx";
import { nameDevice } from "#app/format/device-name.ts";
import { endOtherSessionsAction, endSessionAction } from "./actions.ts";
import { SessionFacts, type SessionFactsProps } from "./session-facts.tsx";

interface OwnSessionsProps {
  readonly sessions: readonly SessionFactsProps["session"][];
  readonly hereId: string | null;
  readonly reference: string;
}

/** Where one is signed in; each can be ended, and all others at once. */
export function OwnSessions({ sessions, hereId, reference }: OwnSessionsProps) {
  const t = useTranslations("account.sessions");
  const locale = useLocale();
  return (
    <>
      <p className="max-w-prose text-ink-soft">{t("text")}</p>
      <ul className="border-t border-line">
        {sessions.map((session) => (
          <li
            key={session.id}
            className="flex flex-wrap items-center justify-between gap-3 border-b border-line py-3"
          >
            <SessionFacts session={session} reference={reference} isHere={session.id === hereId} />
            <form action={endSessionAction}>
              <input type="hidden" name="locale" value={locale} />
              <input type="hidden" name="session" value={session.id} />
              <Button
                type="submit"
                aria-label={t("endNamed", {
                  device: nameDevice(session.userAgent) ?? t("unknown"),
                })}
              >
                {t("end")}
              </Button>
            </form>
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form action={endOtherSessionsAction}>
          <input type="hidden" name="locale" value={locale} />
          <Button type="submit" kind="danger">
            {t("endOthers")}
          </Button>
        </form>
      )}
    </>
  );
}
