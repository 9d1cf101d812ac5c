import { useLocale, useTranslations } from "next-intl";
import { Section } from "#app/_components/crossing/section.tsx";
import { FaultText } from "#app/_components/fault-text.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { DryRun } from "./dry-run.tsx";
import type { loadEditor } from "./load-watches.ts";
import { SaveForm } from "./save-form.tsx";
import { WishForm } from "./wish-form.tsx";

interface WatchEditorProps extends Awaited<ReturnType<typeof loadEditor>> {
  /** Where the wish is tried. */
  readonly action: string;
  readonly title: string;
  /** IANA. */
  readonly zone: string;
  /** What is saved, and how the form for it begins. */
  readonly watch: {
    readonly id: string;
    readonly name: string;
    readonly channel?: string | undefined;
    readonly mailLocale?: string | undefined;
  };
}

/** A watch as it is wished: first what it would have sent in the past, then its name and channel. */
export function WatchEditor(props: WatchEditorProps) {
  const { action, title, zone, watch, asked, groups, directions, tried, channels, wish } = props;
  const t = useTranslations("watches.firm");
  const locale = useLocale();
  return (
    <>
      <Section id="watch" title={title}>
        <WishForm
          action={`${action}#tried`}
          asked={asked}
          groups={groups}
          directions={directions}
          zone={zone}
        />
      </Section>
      {tried !== null && (
        <Section id="tried" title={t("dryTitle")}>
          {"problems" in tried ? (
            <Notice kind="bad" role="alert" title={t("refused")}>
              {tried.problems.map((problem) => (
                <p key={problem}>
                  <FaultText text={problem} />
                </p>
              ))}
            </Notice>
          ) : (
            <>
              <DryRun run={tried.run} locale={locale} zone={zone} />
              <h3 className="pt-4 text-lg font-bold">{t("saveTitle")}</h3>
              <SaveForm key={JSON.stringify(wish)} {...watch} wish={wish} channels={channels} />
            </>
          )}
        </Section>
      )}
    </>
  );
}
