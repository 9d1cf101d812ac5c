"use client";
import { useTranslations } from "next-intl";
import { KeptForm } from "#app/_client/kept-form.tsx";
import { Button } from "#app/_components/form/button.tsx";
import type { FirmRole } from "#server/domain/firm.ts";
import { useFirmForm } from "../use-firm-form.ts";
import { memberAction } from "./actions.ts";
import { Outcome, RoleSelect } from "./member-form.tsx";

interface Member {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  readonly role: FirmRole;
  readonly isDisabled: boolean;
}

interface MemberListProps {
  readonly firmId: string;
  readonly members: readonly Member[];
  readonly mayManage: boolean;
}

/** The members of a firm; its owners, and admins, give each another role or take them out. */
export function MemberList({ firmId, members, mayManage }: MemberListProps) {
  const t = useTranslations("firm.members");
  return (
    <ul className="border-t border-line">
      {members.map((member) => (
        <li key={member.accountId} className="flex flex-col gap-1 border-b border-line py-3">
          <p>
            <bdi className="font-semibold">{member.name}</bdi>{" "}
            <bdi className="text-ink-soft">{member.email}</bdi>
          </p>
          <p className="text-sm">
            {t(`roles.${member.role}`)}
            {member.isDisabled && ` · ${t("disabled")}`}
          </p>
          {mayManage && <ManageMember firmId={firmId} member={member} />}
        </li>
      ))}
    </ul>
  );
}

function ManageMember({ firmId, member }: { readonly firmId: string; readonly member: Member }) {
  const t = useTranslations("firm.members");
  const form = useFirmForm(memberAction);
  const id = `role-${member.accountId}`;
  return (
    <details>
      <summary className="text-link inline-flex min-h-11 cursor-pointer items-center">
        {t("manage")}
        <span className="sr-only"> {member.email}</span>
      </summary>
      <KeptForm form={form} className="flex flex-col gap-3 pb-2">
        <input type="hidden" name="firmId" value={firmId} />
        <input type="hidden" name="email" value={member.email} />
        <div className="flex flex-wrap items-end gap-3">
          <div className="flex flex-col gap-1.5">
            <label htmlFor={id} className="font-semibold">
              {t("role")}
            </label>
            <RoleSelect id={id} chosen={member.role} />
          </div>
          <Button type="submit" name="do" value="set" disabled={form.isPending}>
            {t("changeRole")}
          </Button>
          <Button type="submit" name="do" value="remove" kind="danger" disabled={form.isPending}>
            {t("remove")}
            <span className="sr-only"> {member.email}</span>
          </Button>
        </div>
        <Outcome state={form.state} />
      </KeptForm>
    </details>
  );
}
