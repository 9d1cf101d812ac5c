"use server";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { getRuntime } from "#server/runtime.ts";
import { localeOf, pathsOf } from "../planned-action.ts";
import { problemsOf, typedValues } from "../planned-state.ts";
import { BLANK_FEED, type FeedFormState } from "./feed-state.ts";
import { readFeedForm } from "./read-feed-form.ts";

const callerOf = async () => getRuntime().caller(await getActor());

/** Shows what would come of a feed, or adds it; the page then lists it. */
export async function feedAction(_: FeedFormState, form: FormData): Promise<FeedFormState> {
  const caller = await callerOf();
  const state = { ...BLANK_FEED, values: typedValues(form) };
  const feed = readFeedForm(form);
  try {
    if (form.get("intent") === "preview") {
      const { kind, url, mapping } = feed;
      return { ...state, preview: await caller.feeds.previewNew({ kind, url, mapping }) };
    }
    await caller.feeds.add(feed);
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    // What another server did is told in its own words; they are for an admin.
    const problems = Object.fromEntries(
      (refusal.details.fields ?? []).map(({ path, message }) => [
        path.split(".").at(-1) ?? "",
        message,
      ]),
    );
    return {
      ...state,
      problems: { ...problemsOf(refusal.details.fields ?? []), ...problems },
      refusal: refusal.message,
    };
  }
  return redirect(pathsOf(form).deskFeeds({ done: "added" }));
}

const DEEDS = ["run", "park", "resume", "take"] as const;

/** One deed on one feed. Gives the words of a refusal, or null. */
export async function actOnFeedAction(_: string | null, form: FormData): Promise<string | null> {
  const { feeds } = await callerOf();
  const id = String(form.get("id"));
  const deed = DEEDS.find((one) => one === form.get("do"));
  const t = await getTranslations({ locale: localeOf(form), namespace: "feeds" });
  try {
    if (deed === "run") await feeds.run({ id });
    else if (deed === "park") await feeds.change({ id, park: t("parkedByHand") });
    else if (deed === "resume") await feeds.change({ id, resume: true });
    else if (deed === "take") await feeds.takeOver({ id });
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    return refusal.message;
  }
  if (deed === "take") return redirect(pathsOf(form).deskFeeds({ done: "taken" }));
  refresh();
  return null;
}

/** Ties a feed's word for a place to a crossing. */
export async function tiePlaceAction(_: string | null, form: FormData): Promise<string | null> {
  const { feeds } = await callerOf();
  try {
    const places = { [String(form.get("place"))]: String(form.get("crossing")) };
    await feeds.change({ id: String(form.get("id")), places, resume: true });
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    return refusal.message;
  }
  refresh();
  return null;
}
