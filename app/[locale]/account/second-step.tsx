"use client";
import { useLocale, useTranslations } from "next-intl";
import { KeptForm, useKeptForm } from "#app/_client/kept-form.tsx";
import { Button, buttonClass } from "#app/_components/form/button.tsx";
import { Input } from "#app/_components/form/controls.tsx";
import { describedBy, Field } from "#app/_components/form/field.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { Qr } from "#app/_components/relay/qr.tsx";
import { pathsFor } from "#app/paths.ts";
import { secondStepAction } from "./second-step-actions.ts";
import type { SecondStepState } from "./second-step-state.ts";

interface SecondStepProps {
  readonly isOn: boolean;
  readonly recoveryCodesLeft: number;
}

const ACTS = { off: "begin", begun: "confirm", on: "remove" } as const;

/** Sets the second step up, shows the recovery codes, removes it. */
export function SecondStep({ isOn, recoveryCodesLeft }: SecondStepProps) {
  const t = useTranslations("account.step");
  const form = useKeptForm({
    action: secondStepAction,
    blank: { stage: isOn ? "on" : "off", problem: null },
    unanswered: (before): SecondStepState => ({ ...before, problem: { kind: "unanswered" } }),
  });
  const { state, isPending } = form;
  if (state.stage === "codes") return <RecoveryCodes codes={state.recoveryCodes} />;
  if (state.stage === "removed") {
    return (
      <Notice kind="good" role="status">
        {t("removed")}
      </Notice>
    );
  }
  const act = ACTS[state.stage];
  return (
    <KeptForm form={form} className="flex max-w-md flex-col gap-5">
      <p className="text-ink-soft">{state.stage === "on" ? t("on") : t("off")}</p>
      {state.stage === "on" && <p>{t("left", { count: recoveryCodesLeft })}</p>}
      <Problem state={state} />
      <input type="hidden" name="do" value={act} />
      {state.stage === "begun" && <Key secret={state.secret} uri={state.uri} />}
      {state.stage !== "begun" && <PasswordField state={state} />}
      {state.stage !== "off" && <CodeField state={state} />}
      <Button
        type="submit"
        kind={state.stage === "on" ? "danger" : "primary"}
        disabled={isPending}
        className="self-start"
      >
        {t(act)}
      </Button>
    </KeptForm>
  );
}

/** What is wrong with no one field. */
function Problem({ state: { problem } }: { readonly state: SecondStepState }) {
  const t = useTranslations("account.step.problem");
  const auth = useTranslations("auth");
  if (problem === null || problem.kind === "password" || problem.kind === "code") return null;
  if (problem.kind === "unanswered") {
    return (
      <Notice kind="bad" role="alert" title={auth("unanswered")}>
        {auth("unansweredText")}
      </Notice>
    );
  }
  return (
    <Notice kind="bad" role="alert">
      {problem.kind === "wait" ? t("wait", { count: problem.seconds }) : t("again")}
    </Notice>
  );
}

/** The key for the phone, to scan, to open or to type. */
function Key({ secret, uri }: { readonly secret: string; readonly uri: string }) {
  const t = useTranslations("account.step");
  return (
    <div className="flex flex-col gap-3">
      <p>{t("scan")}</p>
      <Qr text={uri} label={t("qr")} />
      <p>
        {t("key")}:{" "}
        <code dir="ltr" className="font-mono text-base break-all select-all">
          {secret.replace(/.{4}(?=.)/g, "$& ")}
        </code>
      </p>
      <a href={uri} className="text-link inline-flex min-h-11 items-center self-start">
        {t("open")}
      </a>
    </div>
  );
}

function PasswordField({ state }: { readonly state: SecondStepState }) {
  const t = useTranslations("account.step");
  const isWrong = state.problem?.kind === "password";
  const field = { id: "step-password", error: isWrong ? t("problem.password") : undefined };
  return (
    <Field label={t("password")} {...field}>
      <Input
        {...describedBy(field)}
        name="password"
        type="password"
        autoComplete="current-password"
        dir="ltr"
        required
      />
    </Field>
  );
}

function CodeField({ state }: { readonly state: SecondStepState }) {
  const t = useTranslations("account.step");
  const isFirst = state.stage === "begun";
  const field = {
    id: "step-code",
    hint: isFirst ? t("firstCodeHint") : t("codeHint"),
    error: state.problem?.kind === "code" ? t("problem.code") : undefined,
  };
  return (
    <Field label={isFirst ? t("firstCode") : t("code")} {...field}>
      <Input
        {...describedBy(field)}
        name="code"
        autoComplete="one-time-code"
        inputMode={isFirst ? "numeric" : "text"}
        spellCheck={false}
        dir="ltr"
        required
      />
    </Field>
  );
}

function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const t = useTranslations("account.step");
  const to = pathsFor(useLocale());
  return (
    <>
      <Notice kind="good" role="status" title={t("codesTitle")}>
        {t("codesText")}
      </Notice>
      <ol
        dir="ltr"
        aria-label={t("codesTitle")}
        className="grid list-inside list-decimal gap-x-8 gap-y-1 font-mono select-all sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <a href={to.account()} className={`${buttonClass("primary")} self-start`}>
        {t("kept")}
      </a>
    </>
  );
}
