// One open document: its history, and whether the server has it. Views subscribe; nothing here knows React.
//
// Saving is automatic, guarded by the revision that was opened. Whoever comes second is told; nobody is overwritten.

import { type Json, type JsonObject, equal } from "../kernel/json";
import { PatchConflict } from "../kernel/patch";
import { type Backup, BackupPlace } from "./backup";
import { type Edit, type History, begin, perform, redo, select, undo } from "./history";
import type { Server } from "./server";

export type Saving = "saved" | "unsaved" | "saving" | "offline" | "expired" | "conflict" | "invalid";

export interface State {
  readonly history: History;
  readonly saving: Saving;
  readonly revision: number;
  readonly savedBy: string;
  readonly savedAt: string;
  /** Why the server could not keep it, as findings. */
  readonly refused: readonly Json[];
  /** What this browser still held from an earlier session, of another revision. */
  readonly left: Backup | null;
  /** What happened last, for a screen reader. */
  readonly told: string;
}

const SOON = 1_200;
const AGAIN = 5_000;

export class Session {
  private state: State;
  private readonly listeners = new Set<() => void>();
  private kept: JsonObject;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private underWay = false;

  constructor(
    private readonly server: Server,
    private readonly backups: BackupPlace,
    loaded: JsonObject,
    selected: string,
    private readonly told: { undone(label: string): string; redone(label: string): string; readonly restored: string },
  ) {
    const document = loaded["document"] as JsonObject;
    this.kept = document;
    this.state = {
      history: begin(document, selected),
      saving: "saved",
      revision: Number(loaded["revision"]),
      savedBy: String(loaded["saved_by"] ?? ""),
      savedAt: String(loaded["saved_at"] ?? ""),
      refused: [],
      left: null,
      told: "",
    };
    this.takeUp(backups.read());
  }

  readonly snapshot = (): State => this.state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Carry out an edit; one that does not fit the document any more changes nothing. */
  readonly edit = (edit: Edit): boolean => {
    try {
      this.became(perform(this.state.history, edit), edit.merge === undefined ? edit.label : "");
      return true;
    } catch (error) {
      if (error instanceof PatchConflict) return false;
      throw error;
    }
  };

  readonly select = (selected: string): void => {
    this.set({ history: select(this.state.history, selected) });
  };

  readonly undo = (): void => {
    const label = this.state.history.past.at(-1)?.label;
    if (label !== undefined) this.became(undo(this.state.history), this.told.undone(label));
  };

  readonly redo = (): void => {
    const label = this.state.history.future[0]?.label;
    if (label !== undefined) this.became(redo(this.state.history), this.told.redone(label));
  };

  /** Go on with what this browser had kept of another revision, as one undoable edit. */
  readonly restore = (): void => {
    const { left } = this.state;
    if (left === null) return;
    this.set({ left: null });
    this.edit({ label: this.told.restored, patch: [{ op: "replace", path: "", value: left.document }] });
  };

  readonly forgetLeft = (): void => {
    this.backups.forget();
    this.set({ left: null });
  };

  /** Save now, whatever stood in the way before. A conflict stays one until the page is opened again. */
  readonly save = async (): Promise<void> => {
    clearTimeout(this.timer);
    const { history, saving, revision } = this.state;
    if (this.underWay || saving === "conflict") return;
    if (history.document === this.kept) return this.set({ saving: "saved", refused: [] });
    this.underWay = true;
    this.set({ saving: "saving" });
    const { status, body } = await this.server.save(history.document, revision);
    this.underWay = false;
    this.answered(history.document, status, body);
  };

  private answered(sent: JsonObject, status: number, body: JsonObject): void {
    switch (status) {
      case 200:
        this.kept = sent;
        this.set({ revision: Number(body["revision"]), savedAt: String(body["saved_at"]), refused: [] });
        if (this.state.history.document !== sent) return this.later(SOON, "unsaved");
        this.backups.forget();
        return this.set({ saving: "saved" });
      case 401:
      case 403:
        return this.set({ saving: "expired" });
      case 409:
        return this.set({
          saving: "conflict", savedBy: String(body["saved_by"] ?? ""), savedAt: String(body["saved_at"] ?? ""),
        });
      case 422:
        return this.set({ saving: "invalid", refused: (body["findings"] as readonly Json[] | undefined) ?? [] });
      default:
        return this.later(AGAIN, "offline");
    }
  }

  private became(history: History, told: string): void {
    const changed = history.document !== this.state.history.document;
    this.set(told ? { history, told } : { history });
    if (!changed) return;
    const { revision, saving } = this.state;
    this.backups.keep({ document: history.document, revision, at: new Date().toISOString() });
    if (saving === "conflict" || saving === "expired") return;
    this.later(saving === "offline" ? AGAIN : SOON, saving === "offline" ? "offline" : "unsaved");
  }

  private later(milliseconds: number, saving: Saving): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), milliseconds);
    this.set({ saving });
  }

  private takeUp(backup: Backup | null): void {
    if (backup === null) return;
    if (equal(backup.document, this.kept)) return this.backups.forget();
    if (backup.revision !== this.state.revision) return this.set({ left: backup });
    this.edit({ label: this.told.restored, patch: [{ op: "replace", path: "", value: backup.document }] });
  }

  private set(changed: Partial<State>): void {
    this.state = { ...this.state, ...changed };
    for (const listener of this.listeners) listener();
  }
}
