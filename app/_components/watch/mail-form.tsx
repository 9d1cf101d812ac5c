import { useLocale, useTranslations } from "next-intl";
import { Button } from "#app/_components/form/button.tsx";
import { Input } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";

interface MailFormProps {
  readonly crossing: string;
  /** A server action: the form works without script. */
  readonly action: (form: FormData) => Promise<void>;
  readonly isWrong?: boolean;
}

/** Asks for mail about a crossing. */
export function MailForm({ crossing, action, isWrong = false }: MailFormProps) {
  const t = useTranslations("watches.mail");
  const email = { id: "watch-email", error: isWrong ? t("problem.email") : undefined };
  return (
    <form action={action} className="flex max-w-md flex-col gap-4">
      <input type="hidden" name="crossing" value={crossing} />
      <input type="hidden" name="locale" value={useLocale()} />
      <Field label={t("email")} {...email}>
        <Input
          {...describedBy(email)}
          name="email"
          type="email"
          autoComplete="email"
          dir="ltr"
          required
          maxLength={254}
        />
      </Field>
      <p>
        <Button type="submit">{t("ask")}</Button>
      </p>
    </form>
  );
}
