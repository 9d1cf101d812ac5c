"use client";
import { type ComponentProps, type FormEvent, startTransition, useEffect, useRef } from "react";

interface KeptFormProps extends Omit<ComponentProps<"form">, "action" | "onSubmit"> {
  readonly action: (form: FormData) => void;
  /** What the last submit came to; when it changes, the first field that is wrong gets the focus. */
  readonly outcome: unknown;
}

/**
 * A form that works without script and, with it, keeps what was typed: React empties a form whose action has run,
 * also when the action refused it.
 */
export function KeptForm({ action, outcome, children, ...rest }: KeptFormProps) {
  const element = useRef<HTMLFormElement>(null);
  const first = useRef(outcome);
  useEffect(() => {
    if (first.current === outcome) return;
    element.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [outcome]);
  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const { submitter } =
      event.nativeEvent instanceof SubmitEvent ? event.nativeEvent : { submitter: null };
    const data = new FormData(event.currentTarget, submitter);
    startTransition(() => action(data));
  }
  return (
    <form ref={element} action={action} onSubmit={submit} {...rest}>
      {children}
    </form>
  );
}
