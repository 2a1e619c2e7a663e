// What was typed and not yet kept by the server lies in the browser, so that a closed tab or a dropped network loses nothing.

import { type Json, type JsonObject, isObject } from "../kernel/json";

export interface Backup {
  readonly document: JsonObject;
  /** The revision that was being edited. */
  readonly revision: number;
  /** When, as the browser says it. */
  readonly at: string;
}

export class BackupPlace {
  constructor(private readonly name: string) {}

  keep(backup: Backup): void {
    try {
      localStorage.setItem(this.name, JSON.stringify(backup));
    } catch {
      // A full or forbidden store is no reason to stop somebody's work: the server keeps it in a moment.
    }
  }

  read(): Backup | null {
    try {
      const found = JSON.parse(localStorage.getItem(this.name) ?? "null") as Json;
      if (!isObject(found) || !isObject(found["document"]) || typeof found["revision"] !== "number") return null;
      return { document: found["document"], revision: found["revision"], at: String(found["at"] ?? "") };
    } catch {
      return null;
    }
  }

  forget(): void {
    try {
      localStorage.removeItem(this.name);
    } catch {
      // Nothing was kept, then.
    }
  }
}
