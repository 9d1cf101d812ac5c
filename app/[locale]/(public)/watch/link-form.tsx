import { useLocale } from "next-intl";
import { Button } from "#app/_components/form/button.tsx";

interface LinkFormProps {
  readonly link: { readonly id: string; readonly token: string };
  readonly action: (form: FormData) => Promise<void>;
  readonly label: string;
}

/** The button behind a link in a mail: what scanners of mail do not press. */
export function LinkForm({ link, action, label }: LinkFormProps) {
  return (
    <form action={action}>
      <input type="hidden" name="id" value={link.id} />
      <input type="hidden" name="token" value={link.token} />
      <input type="hidden" name="locale" value={useLocale()} />
      <Button kind="primary" type="submit">
        {label}
      </Button>
    </form>
  );
}
