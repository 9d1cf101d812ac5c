import { useTranslations } from "next-intl";
import { LevelBadge } from "#app/_components/state/level-badge.tsx";
import { When } from "#app/_components/time/when.tsx";
import type { AlertOverride } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { PlannedEntry } from "../planned-entry.tsx";
import { withdrawOverrideAction } from "./actions.ts";

interface OverrideListProps {
  readonly overrides: readonly (AlertOverride & {
    readonly id: string;
    readonly crossingId: string;
    readonly madeAt: Instant;
    readonly withdrawnAt: Instant | null;
    readonly madeBy: string;
  })[];
  readonly crossings: readonly {
    readonly id: string;
    readonly label: string;
    readonly zone: string;
  }[];
  readonly now: Instant;
}

/** Every override, newest first, with a button that takes back one in force. */
export function OverrideList({ overrides, crossings, now }: OverrideListProps) {
  const t = useTranslations("overrides");
  if (overrides.length === 0) return <p className="text-ink-soft">{t("none")}</p>;
  const byId = new Map(crossings.map((crossing) => [crossing.id, crossing]));
  return (
    <ul>
      {overrides.map((one) => {
        const crossing = byId.get(one.crossingId);
        const name = crossing?.label ?? one.crossingId;
        const isInForce = one.withdrawnAt === null && one.expiresAt > now;
        const time = { reference: now, zones: [crossing?.zone ?? "UTC"], show: "exact" } as const;
        return (
          <PlannedEntry
            key={one.id}
            id={one.id}
            ended={one.withdrawnAt === null ? t("over") : t("withdrawn")}
            withdrawal={
              isInForce
                ? {
                    action: withdrawOverrideAction,
                    word: t("withdraw"),
                    unanswered: t("unanswered"),
                    label: t("withdrawOne", { crossing: name, reason: one.reason }),
                  }
                : null
            }
          >
            <p className="flex flex-wrap gap-x-3 font-semibold">
              <span>{name}</span>
              <LevelBadge level={one.level} />
            </p>
            <p>
              <bdi>{one.reason}</bdi>
            </p>
            <p className="text-sm text-ink-soft">
              {t("setBy", { name: one.madeBy })} <When at={one.madeAt} {...time} />
              {" · "}
              {t("until")} <When at={one.expiresAt} {...time} />
            </p>
          </PlannedEntry>
        );
      })}
    </ul>
  );
}
