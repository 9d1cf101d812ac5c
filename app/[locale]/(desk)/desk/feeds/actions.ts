"use server";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { faultText } from "#server/domain/fault.ts";
import { getRuntime } from "#server/runtime.ts";
import { localeOf, pathsOf } from "../planned-action.ts";
import { typedValues } from "../planned-state.ts";
import { feedRefusal } from "./feed-refusal.ts";
import { BLANK_FEED, type FeedFormState, MAPPED_FIELDS } from "./feed-state.ts";
import { readFeedForm } from "./read-feed-form.ts";

const callerOf = async () => getRuntime().caller(await getActor());

/** Shows what would come of a feed, adds it, or changes it; the page then lists it. */
export async function feedAction(_: FeedFormState, form: FormData): Promise<FeedFormState> {
  const caller = await callerOf();
  const state = { ...BLANK_FEED, values: typedValues(form) };
  const feed = readFeedForm(form);
  const isChange = form.get("change") !== null;
  try {
    if (isChange) {
      const { id, url, name, intervalMinutes } = feed;
      const mapping = await keptMapping(caller, feed);
      if (form.get("intent") === "preview") {
        return { ...state, preview: await caller.feeds.previewChange({ id, url, mapping }) };
      }
      const change = { id, url, name, intervalMinutes };
      await caller.feeds.change(mapping === null ? change : { ...change, mapping });
    } else if (form.get("intent") === "preview") {
      const { kind, url, mapping } = feed;
      return { ...state, preview: await caller.feeds.previewNew({ kind, url, mapping }) };
    }
    if (!isChange) await caller.feeds.add(feed);
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    return { ...state, ...(await feedRefusal(refusal, localeOf(form))) };
  }
  return redirect(pathsOf(form).deskFeeds({ done: isChange ? "changed" : "added" }));
}

type Caller = Awaited<ReturnType<typeof callerOf>>;

/** The mapping as typed, with what of the feed's own the form has no field for. */
async function keptMapping(caller: Caller, { id, mapping }: ReturnType<typeof readFeedForm>) {
  const { feeds } = await caller.feeds.list({});
  const before = feeds.find((one) => one.id === id)?.mapping ?? null;
  if (mapping === null || before === null) return mapping;
  const unseen = Object.entries(before.columns).filter(
    ([field]) => !MAPPED_FIELDS.some((one) => one === field),
  );
  const columns = { ...Object.fromEntries(unseen), ...mapping.columns };
  return { ...mapping, columns };
}

const DEEDS = ["run", "park", "resume", "take"] as const;

/** One deed on one feed. Gives the words of a refusal, or null. */
export async function actOnFeedAction(_: string | null, form: FormData): Promise<string | null> {
  const { feeds } = await callerOf();
  const id = String(form.get("id"));
  const deed = DEEDS.find((one) => one === form.get("do"));
  try {
    if (deed === "run") await feeds.run({ id });
    else if (deed === "park") await feeds.change({ id, park: faultText("byHand") });
    else if (deed === "resume") await feeds.change({ id, resume: true });
    else if (deed === "take") await feeds.takeOver({ id });
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    return (await feedRefusal(refusal, localeOf(form))).refusal;
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
    return (await feedRefusal(refusal, localeOf(form))).refusal;
  }
  refresh();
  return null;
}
