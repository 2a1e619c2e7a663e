// Every change as a command with its inverse: the pure heart of all three editors.

import type { JsonObject } from "../kernel/json";
import { type Patch, applyPatch, pointer } from "../kernel/patch";

/** A change to a document. `label` names it for 元に戻す; edits with the same `merge` become one step (typing). */
export interface Edit {
  readonly label: string;
  readonly patch: Patch;
  readonly merge?: string;
  /** What is selected afterwards; absent: what was selected before. */
  readonly select?: string;
}

interface Step {
  readonly label: string;
  readonly patch: Patch;
  readonly inverse: Patch;
  readonly merge: string;
  readonly before: string;
  readonly after: string;
}

export interface History {
  readonly document: JsonObject;
  readonly selected: string;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
}

const LONGEST = 500;

export const begin = (document: JsonObject, selected = ""): History => ({ document, selected, past: [], future: [] });

export const select = (history: History, selected: string): History =>
  history.selected === selected ? history : { ...history, selected };

/** Return the history after `edit`; an edit without a change is none. Throws `PatchConflict` when it does not fit. */
export const perform = (history: History, edit: Edit): History => {
  if (edit.patch.length === 0) return edit.select === undefined ? history : select(history, edit.select);
  const { document, inverse } = applyPatch(history.document, edit.patch);
  const after = edit.select ?? history.selected;
  const last = history.past.at(-1);
  if (last !== undefined && last.merge !== "" && last.merge === edit.merge && history.future.length === 0) {
    const step = { ...last, patch: merged(last.patch, edit.patch), inverse: shorter(last, edit, inverse), after };
    return { document, selected: after, past: [...history.past.slice(0, -1), step], future: [] };
  }
  const step = { label: edit.label, patch: edit.patch, inverse, merge: edit.merge ?? "", before: history.selected, after };
  return { document, selected: after, past: [...history.past, step].slice(-LONGEST), future: [] };
};

export const undo = (history: History): History => {
  const step = history.past.at(-1);
  if (step === undefined) return history;
  const { document } = applyPatch(history.document, step.inverse);
  return { document, selected: step.before, past: history.past.slice(0, -1), future: [step, ...history.future] };
};

export const redo = (history: History): History => {
  const [step, ...future] = history.future;
  if (step === undefined) return history;
  const { document } = applyPatch(history.document, step.patch);
  return { document, selected: step.after, past: [...history.past, { ...step, merge: "" }], future };
};

const onePlace = (left: Patch, right: Patch): boolean =>
  left.length === 1 && right.length === 1 && left[0]?.path === right[0]?.path && right[0]?.op === "replace";

/** Two changes of one place are the later one, so that a typed page does not keep every letter. */
const merged = (left: Patch, right: Patch): Patch => {
  const [first, second] = [left[0], right[0]];
  if (onePlace(left, right) && second?.op === "replace" && (first?.op === "add" || first?.op === "replace")) {
    return [{ op: first.op, path: first.path, value: second.value }];
  }
  return [...left, ...right];
};

const shorter = (last: Step, edit: Edit, inverse: Patch): Patch =>
  onePlace(last.patch, edit.patch) && last.patch[0]?.op !== "remove" ? last.inverse : [...inverse, ...last.inverse];

/** The patch that gives the object at `place` the property `name`, or takes it away when `value` is undefined. */
export const setting = (holder: JsonObject, place: string, name: string, value: JsonObject[string]): Patch => {
  const path = place + pointer(name);
  const before = holder[name];
  if (value === undefined) return before === undefined ? [] : [{ op: "remove", path }];
  if (before === value) return [];
  return [{ op: before === undefined ? "add" : "replace", path, value }];
};
