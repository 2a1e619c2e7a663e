// What the three editors share: opening a draft, the bar with undo and the state of saving, and what stands in the way.

import { StrictMode, type ReactNode, createContext, useContext, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { BackupPlace } from "../editing/backup";
import { type Answer, Server } from "../editing/server";
import { Session, type State } from "../editing/session";
import { type Json, type JsonObject, isList, isObject } from "../kernel/json";
import { say as sayIn } from "../kernel/text";
import { Button } from "./controls";
import { language, speak, t } from "./language";
import "./editor.css";

interface Opened {
  readonly session: Session;
  readonly server: Server;
  /** What the draft may refer to: forms, tables, flows, letters, departments, uses. */
  readonly around: JsonObject;
  readonly signIn: string;
  /** The address of the draft, for pages beside the editor. */
  readonly address: string;
}

const Context = createContext<Opened | null>(null);

export const useOpened = (): Opened => {
  const opened = useContext(Context);
  if (opened === null) throw new Error("outside of an editor");
  return opened;
};

export const useEditing = (): State => {
  const { session } = useOpened();
  return useSyncExternalStore(session.subscribe, session.snapshot);
};

/** Put the editor into its page: `selected` is what is selected first. */
export const mount = (editor: ReactNode, selected: string): void => {
  const element = document.getElementById("editor");
  if (element === null) return;
  const { language: tongue = "ja", address = "", officer = "", signIn = "" } = element.dataset;
  speak(tongue);
  const root = createRoot(element);
  const open = async (): Promise<void> => {
    const server = new Server(address);
    const { status, body } = await server.load();
    if (status !== 200 || !isObject(body["document"])) {
      root.render(<CannotOpen again={() => void open()} expired={status === 401} signIn={signIn} />);
      return;
    }
    const told = {
      undone: (label: string) => t(`元に戻しました：${label}`, `Undone: ${label}`),
      redone: (label: string) => t(`やり直しました：${label}`, `Redone: ${label}`),
      restored: t("この端末に残っていた変更", "changes kept in this browser"),
    };
    const session = new Session(server, new BackupPlace(`minaoshi:${officer}:${address}`), body, selected, told);
    const around = isObject(body["around"]) ? body["around"] : {};
    root.render(<StrictMode><Context value={{ session, server, around, signIn, address }}>{editor}</Context></StrictMode>);
  };
  void open();
};

const CannotOpen = ({ again, expired, signIn }: { again: () => void; expired: boolean; signIn: string }) => (
  <div className="banner banner--error" role="alert">
    <p className="banner__title">{expired ? t("ログインの時間が切れました", "Your session has ended") : t("下書きを読み込めませんでした", "The draft could not be loaded")}</p>
    <p>{expired ? <a href={signIn}>{t("ログインし直す", "Sign in again")}</a> : t("ネットワークを確かめて、もう一度お試しください。", "Check the network and try again.")}</p>
    <Button onClick={again}>{t("もう一度読み込む", "Load again")}</Button>
  </div>
);

export const Bar = ({ children }: { children?: ReactNode }) => {
  const { session } = useOpened();
  const { history, saving, savedAt, told } = useEditing();
  useShortcuts(session);
  const undone = history.past.at(-1)?.label;
  const redone = history.future[0]?.label;
  return (
    <>
      <div className="ed-bar" role="group" aria-label={t("編集の操作", "Editing")}>
        <Button onClick={session.undo} disabled={undone === undefined} {...(undone ? { about: undone } : {})}>↶ {t("元に戻す", "Undo")}</Button>
        <Button onClick={session.redo} disabled={redone === undefined} {...(redone ? { about: redone } : {})}>↷ {t("やり直す", "Redo")}</Button>
        {children}
        <span className={`ed-saving ed-saving--${saving}`}>
          <span aria-hidden="true">{SIGNS[saving]}</span> {savingText(saving, savedAt)}
        </span>
      </div>
      <p className="visually-hidden" role="status" aria-live="polite">{told}</p>
      <Hindrance />
    </>
  );
};

const SIGNS = { saved: "✓", unsaved: "…", saving: "…", offline: "⚠", expired: "⚠", conflict: "⚠", invalid: "⚠" } as const;

const savingText = (saving: State["saving"], at: string): string => {
  switch (saving) {
    case "saved":
      return t(`保存済み（${at}）`, `Saved (${at})`);
    case "unsaved":
    case "saving":
      return t("保存しています", "Saving");
    case "offline":
      return t("つながりません。この端末に控えています", "No connection. Kept in this browser");
    case "expired":
      return t("ログインが必要です。この端末に控えています", "Sign in again. Kept in this browser");
    case "conflict":
      return t("保存していません", "Not saved");
    case "invalid":
      return t("まだ保存できません。この端末に控えています", "Cannot be saved yet. Kept in this browser");
  }
};

/** What stands in the way of saving, in words, with what to do. */
const Hindrance = () => {
  const { session, signIn } = useOpened();
  const { saving, savedBy, savedAt, refused, left, history } = useEditing();
  if (saving === "conflict") {
    return (
      <div className="banner banner--warning ed-banner" role="alert">
        <p className="banner__title">{t("ほかの人が先に保存しました", "Somebody else saved first")}</p>
        <p>{t(
          `${savedBy} さんが ${savedAt} に保存しています。上書きを防ぐため、この画面の変更は保存していません。`,
          `${savedBy} saved on ${savedAt}. Nothing was overwritten: your changes are not saved.`,
        )}</p>
        <div className="ed-inline">
          <Button onClick={() => download(history.document)}>{t("自分の内容をファイルに控える", "Keep mine as a file")}</Button>
          <Button kind="main" onClick={() => { session.forgetLeft(); location.reload(); }}>{t("相手の内容を開く", "Open theirs")}</Button>
        </div>
      </div>
    );
  }
  if (saving === "expired") {
    return (
      <div className="banner banner--warning ed-banner" role="alert">
        <p className="banner__title">{t("ログインの時間が切れました", "Your session has ended")}</p>
        <p>{t("入力した内容はこの端末に残っています。別のタブでログインしてから、もう一度保存してください。", "Nothing is lost. Sign in in another tab, then save again.")}</p>
        <div className="ed-inline">
          <a className="ed-button" href={signIn} target="_blank" rel="noreferrer">{t("別のタブでログインする", "Sign in in another tab")}</a>
          <Button kind="main" onClick={() => void session.save()}>{t("もう一度保存する", "Save again")}</Button>
        </div>
      </div>
    );
  }
  if (left !== null) {
    return (
      <div className="banner ed-banner" role="status">
        <p className="banner__title">{t("この端末に、保存されていない変更が残っています", "This browser holds changes that were never saved")}</p>
        <p>{t("その後ほかの人が保存しています。開いて確かめるか、捨ててください。開いたあとでも元に戻せます。", "Somebody saved since. Open them to look, or drop them; opening can be undone.")}</p>
        <div className="ed-inline">
          <Button onClick={session.restore}>{t("残っていた変更を開く", "Open them")}</Button>
          <Button onClick={session.forgetLeft}>{t("捨てる", "Drop them")}</Button>
        </div>
      </div>
    );
  }
  if (saving === "invalid") {
    return (
      <div className="banner banner--warning ed-banner" role="alert">
        <p className="banner__title">{t("まだ保存できないところがあります", "This cannot be saved yet")}</p>
        <ul>{refused.slice(0, 5).map((each, at) => <li key={at}>{isObject(each) ? sayIn(each["message"], language()) : ""}</li>)}</ul>
      </div>
    );
  }
  return null;
};

const download = (document_: JsonObject): void => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(document_, null, 2)], { type: "application/json" }));
  link.download = `${String(document_["key"] ?? "draft")}.json`;
  link.click();
  URL.revokeObjectURL(link.href);
};

const useShortcuts = (session: Session): void => {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.isComposing || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      const act = key === "s" ? () => void session.save() : key === "y" || (key === "z" && event.shiftKey) ? session.redo : key === "z" ? session.undo : null;
      if (act === null) return;
      event.preventDefault();
      act();
    };
    const back = (): void => {
      const { saving } = session.snapshot();
      if (saving === "expired" || saving === "offline") void session.save();
    };
    document.addEventListener("keydown", pressed);
    window.addEventListener("focus", back);
    window.addEventListener("online", back);
    return () => {
      document.removeEventListener("keydown", pressed);
      window.removeEventListener("focus", back);
      window.removeEventListener("online", back);
    };
  }, [session]);
};

export interface Finding {
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly message: string;
  readonly pointer: string;
  readonly nodes: readonly string[];
  readonly json: JsonObject;
}

/** What the server says of the document, asked again a moment after each change. null: not known yet. */
export const useFindings = (): readonly Finding[] | null => {
  const { server } = useOpened();
  return useAnswer((document) => server.check(document), "findings", 350);
};

/** What is redundant in the flow, asked once one has stopped to think. */
export const useProposals = (): readonly Finding[] | null => {
  const { server } = useOpened();
  return useAnswer((document) => server.analyse(document), "proposals", 1_500);
};

const useAnswer = (ask: (document: JsonObject) => Promise<Answer>, name: string, after: number): readonly Finding[] | null => {
  const { history } = useEditing();
  const [found, setFound] = useState<readonly Finding[] | null>(null);
  const asked = useRef<JsonObject | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      asked.current = history.document;
      void ask(history.document).then(({ status, body }) => {
        if (status === 200 && asked.current === history.document) setFound(findingsOf(body[name]));
      });
    }, after);
    return () => clearTimeout(timer);
  }, [history.document]);
  return found;
};

const findingsOf = (answer: Json | undefined): Finding[] =>
  (isList(answer) ? answer : []).filter(isObject).map((json) => {
    const where = isObject(json["where"]) ? json["where"] : {};
    return {
      code: String(json["code"]),
      severity: json["severity"] as Finding["severity"],
      message: sayIn(json["message"], language()),
      pointer: String(where["pointer"] ?? ""),
      nodes: (where["nodes"] as readonly string[] | undefined) ?? [],
      json,
    };
  });
