"use client";
import { type KeptFormHandle, useKeptForm } from "#app/_client/kept-form.tsx";
import { BLANK_FORM, type FirmFormState, unansweredForm } from "./form-state.ts";

/** A form of a firm's pages. */
export const useFirmForm = (
  action: (before: FirmFormState, form: FormData) => Promise<FirmFormState>,
): KeptFormHandle<FirmFormState> =>
  useKeptForm<FirmFormState>({
    action,
    blank: BLANK_FORM,
    unanswered: (_, form) => unansweredForm(form),
  });
