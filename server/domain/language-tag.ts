/** What the tag of a language looks like (BCP 47, about), as the first part of an address; no page of ours is called so. */
export const LANGUAGE_TAG = /^[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*$/i;
