"use client";
import { unstable_rethrow } from "next/navigation";
import {
  type ComponentProps,
  type FormEvent,
  useActionState,
  useEffect,
  useRef,
  useState,
  useTransition,
} from "react";
import { type DoorRefusal, readDoorRefusal } from "./door-refusal.ts";

type ServerAction<State> = (before: Awaited<State>, form: FormData) => Promise<State>;

interface KeptFormOptions<State> {
  readonly action: ServerAction<State>;
  readonly blank: Awaited<State>;
  /** The state when no answer came: the line broke, the server did, or the front door `refused` it unread. */
  readonly unanswered: (
    before: Awaited<State>,
    form: FormData,
    refused: DoorRefusal | null,
  ) => Awaited<State>;
}

export interface KeptFormHandle<State> {
  /** What the last send came to. */
  readonly state: State;
  readonly isPending: boolean;
  /** Without script the browser posts here and the page comes back with the state. */
  readonly formAction: (form: FormData) => void;
  readonly send: (form: FormData) => void;
}

/**
 * A form that works without script and, with it, loses nothing that was typed: React empties a form whose action has
 * run, also when the action refused it, and a broken line would replace the whole page by an error.
 */
export function useKeptForm<State>(
  options: KeptFormOptions<State>,
): KeptFormHandle<Awaited<State>> {
  const { action, blank, unanswered } = options;
  const [posted, formAction] = useActionState(action, blank);
  const [state, setState] = useState(posted);
  const [isPending, startTransition] = useTransition();
  function send(form: FormData): void {
    startTransition(async () => {
      try {
        const next = await action(state, form);
        startTransition(() => setState(next));
      } catch (error) {
        unstable_rethrow(error);
        startTransition(() => setState(unanswered(state, form, readDoorRefusal(error))));
      }
    });
  }
  return { state, isPending, formAction, send };
}

interface KeptFormProps<State> extends Omit<ComponentProps<"form">, "action" | "onSubmit"> {
  readonly form: KeptFormHandle<State>;
  /** Called with what is about to be sent; only with script. */
  readonly onSend?: (data: FormData) => void;
}

/** The form element of `useKeptForm`. After a refusal the first field that is wrong gets the focus. */
export function KeptForm<State>({ form, onSend, children, ...rest }: KeptFormProps<State>) {
  const element = useRef<HTMLFormElement>(null);
  const seen = useRef(form.state);
  useEffect(() => {
    if (seen.current === form.state) return;
    seen.current = form.state;
    const wrong = element.current?.querySelector<HTMLElement>("[aria-invalid=true]");
    wrong?.focus();
    wrong?.scrollIntoView({ block: "center" });
  }, [form.state]);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const { nativeEvent } = event;
    const submitter = nativeEvent instanceof SubmitEvent ? nativeEvent.submitter : null;
    const data = new FormData(event.currentTarget, submitter);
    onSend?.(data);
    form.send(data);
  }
  return (
    <form ref={element} action={form.formAction} onSubmit={submit} {...rest}>
      {children}
    </form>
  );
}
