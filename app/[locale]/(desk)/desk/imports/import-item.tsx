import { useLocale, useTranslations } from "next-intl";
import { FaultText } from "#app/_components/fault-text.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { Table } from "#app/_components/table.tsx";
import { When } from "#app/_components/time/when.tsx";
import type { Instant } from "#server/domain/time.ts";
import { ActForm } from "../act-form.tsx";
import type { DeskPage } from "../open-desk-page.ts";
import { applyAction } from "./actions.ts";
import { ProblemsButton } from "./problems-button.tsx";

type Imports = DeskPage["caller"]["imports"];
type ListedImport = Awaited<ReturnType<Imports["list"]>>["imports"][number];
export type ListedProblem = Awaited<ReturnType<Imports["problems"]>>["problems"][number];

interface ImportItemProps {
  readonly item: ListedImport;
  /** The first of what is wrong; empty for all but the newest. */
  readonly problems: readonly ListedProblem[];
  readonly now: Instant;
}

/** One file: what it holds, what is wrong with it, and what may be done. */
export function ImportItem({ item, problems, now }: ImportItemProps) {
  const t = useTranslations("imports");
  const { id, kind, fileName, state, rows, good, bad, added, repeated, problem } = item;
  return (
    <li className="flex flex-col gap-2 border-b border-line py-4">
      <h3 className="font-semibold break-all">
        <bdi>{fileName}</bdi>
      </h3>
      <p className="text-sm text-ink-soft">
        {t(`kind.${kind}`)} · {t(`state.${state}`)} ·{" "}
        <When at={item.createdAt} reference={now} zones={["UTC"]} show="both" />
      </p>
      {problem !== null && (
        <Notice kind="bad">
          <FaultText text={problem} />
        </Notice>
      )}
      <p>
        {state === "applied"
          ? t("applied", { rows, added, repeated, bad })
          : t("counts", { rows, good, bad })}
      </p>
      {problems.length > 0 && (
        <Table
          caption={t("problems")}
          columns={[
            { key: "row", heading: t("line"), numeric: true },
            { key: "field", heading: t("column") },
            { key: "message", heading: t("wrong") },
          ]}
          rows={problems.map((one) => ({
            key: `${one.row} ${one.field} ${one.message}`,
            cells: {
              row: one.row,
              field: <bdi>{one.field}</bdi>,
              message: <FaultText text={one.message} />,
            },
          }))}
        />
      )}
      <div className="flex flex-wrap gap-3">
        {bad > 0 && <ProblemsButton id={id} />}
        {state === "checked" && bad === 0 && rows > 0 && <Apply item={item} mode="all" />}
        {state === "checked" && bad > 0 && good > 0 && <Apply item={item} mode="good" />}
      </div>
      {state === "checked" && bad > 0 && <p className="text-sm text-ink-soft">{t("whyNotAll")}</p>}
    </li>
  );
}

function Apply({ item, mode }: { readonly item: ListedImport; readonly mode: "all" | "good" }) {
  const t = useTranslations("imports");
  const locale = useLocale();
  const word = t(`apply.${mode}`, { count: item.good });
  return (
    <ActForm action={applyAction} unanswered={t("notSent")}>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="id" value={item.id} />
      <input type="hidden" name="mode" value={mode} />
      <Button kind="primary" type="submit">
        {word}
      </Button>
    </ActForm>
  );
}
