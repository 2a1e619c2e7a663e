// What the check says of each step: its worst finding that is more than a hint.

import type { Finding } from "../ui/editor";

export type Marks = ReadonlyMap<string, Finding["severity"]>;

/** Return the mark of every step that has one. */
export const marksOf = (findings: readonly Finding[] | null): Marks => {
  const marks = new Map<string, Finding["severity"]>();
  for (const finding of [...(findings ?? [])].reverse()) {
    if (finding.severity !== "info" && finding.nodes[0] !== undefined) marks.set(finding.nodes[0], finding.severity);
  }
  return marks;
};
