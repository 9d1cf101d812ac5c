import { expect, test } from "vitest";
import { readChange } from "#app/[locale]/(desk)/accounts/change-state.ts";

function posted(role: string, ticked: readonly string[]): FormData {
  const form = new FormData();
  form.set("email", "gul@example.org");
  form.set("was", "reporter");
  for (const id of ["torkham", "chaman"]) form.append("had", id);
  form.set("role", role);
  for (const id of ticked) form.append("crossing", id);
  return form;
}

test("what was touched in the form is changed, and nothing else", () => {
  expect(readChange(posted("reporter", ["torkham", "chaman"]))).toBeNull();
  // Another admin may have changed the rest since the page was made.
  expect(readChange(posted("reporter", ["chaman", "kharlachi"]))).toEqual({
    email: "gul@example.org",
    crossings: ["kharlachi"],
    removed: ["torkham"],
  });
  expect(readChange(posted("verifier", ["torkham", "chaman"]))).toEqual({
    email: "gul@example.org",
    crossings: [],
    removed: [],
    role: "verifier",
  });
  expect(readChange(posted("reporter", []))).toMatchObject({ removed: ["torkham", "chaman"] });
});

test("a role that is none is not sent", () => {
  expect(readChange(posted("owner", ["torkham", "chaman"]))).toBeNull();
});
