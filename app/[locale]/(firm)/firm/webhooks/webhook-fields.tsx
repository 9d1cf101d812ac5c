import { useTranslations } from "next-intl";
import { Checkbox } from "#app/_components/form/checkbox.tsx";
import { Input } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { NOTICE_TYPES, type NoticeType } from "#server/domain/notice.ts";
import { TYPE_WORDS } from "./type-words.ts";

interface WebhookFieldsProps {
  /** Begins the ids of its controls. */
  readonly id: string;
  readonly url: string | undefined;
  readonly eventTypes: readonly NoticeType[];
  readonly isWrong: boolean;
}

/** Address and types of event of a webhook. A test is sent whatever is chosen, and so is no choice. */
export function WebhookFields({ id, url, eventTypes, isWrong }: WebhookFieldsProps) {
  const t = useTranslations("webhooks");
  const field = {
    id: `${id}-url`,
    hint: t("urlHint"),
    error: isWrong ? t("wrongUrl") : undefined,
  };
  return (
    <>
      <Field label={t("url")} {...field}>
        <Input
          {...describedBy(field)}
          name="url"
          type="url"
          dir="ltr"
          required
          maxLength={2_000}
          autoComplete="off"
          spellCheck={false}
          placeholder="https://"
          defaultValue={url}
        />
      </Field>
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 font-semibold">{t("types")}</legend>
        <p className="text-sm text-ink-soft">{t("typesHint")}</p>
        <div className="grid gap-x-6 sm:grid-cols-2">
          {NOTICE_TYPES.filter((type) => type !== "webhook.test").map((type) => (
            <Checkbox
              key={type}
              name="eventTypes"
              value={type}
              defaultChecked={eventTypes.includes(type)}
              label={t(`type.${TYPE_WORDS[type]}`)}
            />
          ))}
        </div>
      </fieldset>
    </>
  );
}
