"use server";
import { isLocale } from "#app/locales.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { WatchInput } from "#server/domain/watch.ts";
import { BLANK_FORM, type FirmFormState, typedIn } from "../form-state.ts";
import { runAction } from "../run-action.ts";
import { readWish } from "./read-wish.ts";

function readChannel(text: string) {
  if (text.startsWith("email:")) return { kind: "email", email: text.slice("email:".length) };
  if (text.startsWith("webhook:")) {
    return { kind: "webhook", endpoint: text.slice("webhook:".length) };
  }
  return { kind: "feed" };
}

function readInput(form: FormData): WatchInput {
  const wish = readWish((name) => form.getAll(name).map(String));
  const locale = form.get("mailLocale");
  return parseInput(WatchInput, {
    ...wish,
    id: String(form.get("id")),
    name: String(form.get("name") ?? ""),
    channel: readChannel(String(form.get("channel") ?? "")),
    locale: isLocale(locale) ? locale : "en",
  });
}

/** Makes a watch; the list is read again. */
export async function saveAction(_: FirmFormState, form: FormData): Promise<FirmFormState> {
  let input: WatchInput;
  try {
    input = readInput(form);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { ...BLANK_FORM, typed: typedIn(form), problem: "gone" };
  }
  return runAction(form, { done: "saved", work: ({ watches }) => watches.save(input) });
}

/** Ends a watch; the list is read again. */
export async function endAction(_: FirmFormState, form: FormData): Promise<FirmFormState> {
  return runAction(form, {
    done: "ended",
    work: ({ watches }) => watches.end({ id: String(form.get("id")) }),
  });
}

/** Makes the address of a watch's feed anew; the list is read again. */
export async function renewFeedAction(_: FirmFormState, form: FormData): Promise<FirmFormState> {
  return runAction(form, {
    done: "renewed",
    work: ({ watches }) => watches.renewFeed({ id: String(form.get("id")) }),
  });
}
