"use client";
import { useKeptForm } from "#app/_client/kept-form.tsx";
import { BLANK_FORM, type FirmFormState, typedIn } from "../form-state.ts";
import { memberAction } from "./actions.ts";

export const useMemberForm = () =>
  useKeptForm<FirmFormState>({
    action: memberAction,
    blank: BLANK_FORM,
    unanswered: (_, data) => ({ ...BLANK_FORM, typed: typedIn(data), problem: "unanswered" }),
  });
