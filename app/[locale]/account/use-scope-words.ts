import { useTranslations } from "next-intl";
import type { Scope } from "#server/domain/actor.ts";

/** What a scope allows, in words. */
export function useScopeWords(): (scope: Scope) => string {
  const t = useTranslations("apiKeys.scope");
  const words = {
    "reports:write": t("reports_write"),
    "data:read": t("data_read"),
    "sms:write": t("sms_write"),
    "watches:write": t("watches_write"),
    "keys:write": t("keys_write"),
  } as const satisfies Record<Scope, string>;
  return (scope) => words[scope];
}
