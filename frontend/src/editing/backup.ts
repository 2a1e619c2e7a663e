// What was typed and not yet kept by the server lies in the browser, so that a closed tab or a dropped network loses nothing.

import { type Json, type JsonObject, isObject } from "../kernel/json";

export interface Backup {
  readonly document: JsonObject;
  /** The revision that was being edited. */
  readonly revision: number;
  /** When, as the browser says it. */
  readonly at: string;
}

const MOMENT = 100;

export class BackupPlace {
  private waiting: Backup | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly name: string) {
    // Whoever closes the tab within the moment loses nothing either.
    addEventListener("pagehide", this.write);
  }

  /** Keep `backup` once the letter is on the screen: a large document takes longer to write than to show. */
  keep(backup: Backup): void {
    this.waiting = backup;
    this.timer ??= setTimeout(this.write, MOMENT);
  }

  private readonly write = (): void => {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.waiting === null) return;
    try {
      localStorage.setItem(this.name, JSON.stringify(this.waiting));
    } catch {
      // A full or forbidden store is no reason to stop somebody's work: the server keeps it in a moment.
    }
    this.waiting = null;
  };

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
    clearTimeout(this.timer);
    this.timer = undefined;
    this.waiting = null;
    try {
      localStorage.removeItem(this.name);
    } catch {
      // Nothing was kept, then.
    }
  }
}
