"use client";
import { useTranslations } from "next-intl";
import { KeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Input, Select } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { FIRM_ROLES, type FirmRole } from "#server/domain/firm.ts";
import type { FirmFormState } from "../form-state.ts";
import { useFirmForm } from "../use-firm-form.ts";
import { memberAction } from "./actions.ts";

/** Puts an account into a firm by its e-mail. */
export function MemberForm({ firmId }: { readonly firmId: string }) {
  const t = useTranslations("firm.members");
  const form = useFirmForm(memberAction);
  const { typed, wrong, done } = form.state;
  const email = {
    id: `member-email-${firmId}`,
    hint: t("emailHint"),
    error: wrong.includes("email") ? t("cannotJoin") : undefined,
  };
  return (
    <KeptForm form={form} className="flex max-w-2xl flex-col gap-5">
      <input type="hidden" name="firmId" value={firmId} />
      <div key={done} className="flex flex-col gap-5">
        <Field label={t("email")} {...email}>
          <Input
            {...describedBy(email)}
            name="email"
            type="email"
            dir="ltr"
            autoComplete="off"
            required
            maxLength={254}
            defaultValue={typed.email}
          />
        </Field>
        <Field id={`member-role-${firmId}`} label={t("role")}>
          <RoleSelect id={`member-role-${firmId}`} chosen="viewer" />
        </Field>
      </div>
      <Outcome state={form.state} />
      <p>
        <Button kind="primary" type="submit" disabled={form.isPending}>
          {t("add")}
        </Button>
      </p>
    </KeptForm>
  );
}

export function RoleSelect({ id, chosen }: { readonly id: string; readonly chosen: FirmRole }) {
  const t = useTranslations("firm.members.roles");
  return (
    <Select id={id} name="role" defaultValue={chosen}>
      {FIRM_ROLES.map((one) => (
        <option key={one} value={one}>
          {t(one)}
        </option>
      ))}
    </Select>
  );
}

/** What came of it, for forms of members. */
export function Outcome({ state: { done, problem } }: { readonly state: FirmFormState }) {
  const t = useTranslations("firm.members");
  if (problem !== null) {
    return (
      <Notice kind="bad" role="alert">
        {t(`problem.${problem}`)}
      </Notice>
    );
  }
  if (done === null) return null;
  return (
    <Notice kind="good" role="status">
      {t("saved")}
    </Notice>
  );
}
