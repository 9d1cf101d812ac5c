import { useTranslations } from "next-intl";
import { Select } from "#app/_components/form/controls.tsx";
import { Field } from "#app/_components/form/field.tsx";
import { ROLES, type Role } from "#server/domain/actor.ts";

/** What somebody may do. */
export function RoleChoice({ id, chosen }: { readonly id: string; readonly chosen: Role }) {
  const t = useTranslations("accounts");
  const auth = useTranslations("auth.forbidden.role");
  return (
    <Field id={id} label={t("role")}>
      <Select id={id} name="role" defaultValue={chosen}>
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {auth(role)}
          </option>
        ))}
      </Select>
    </Field>
  );
}
