// The form as residents will see it: the server renders the page with the resident's own template; here it is only framed.

import { useCallback, useEffect, useRef, useState } from "react";
import { type Json, type JsonObject, isObject } from "../kernel/json";
import { Button } from "../ui/controls";
import { useOpened } from "../ui/editor";
import { language, say, t } from "../ui/language";
import { pagesOf } from "./model";

interface Shown {
  readonly html: string;
  readonly page: string;
  readonly answers: JsonObject;
}

/** What can be told of chosen files without sending them. */
const filesIn = (sent: readonly (readonly [string, FormDataEntryValue])[]): Json =>
  sent.flatMap(([name, value]) => (value instanceof File || typeof value !== "string") && value.name !== "" ? [{ name, file: value.name, size: value.size, type: value.type }] : []);

export const Preview = ({ document, first }: { document: JsonObject; first: number }) => {
  const { server } = useOpened();
  const [shown, setShown] = useState<Shown | null>(null);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const [width, setWidth] = useState<"phone" | "desk">("phone");
  const [tongue, setTongue] = useState<string>(language());
  const frame = useRef<HTMLIFrameElement>(null);
  const ask = useCallback(async (more: JsonObject): Promise<void> => {
    const { status, body } = await server.preview({ document, language: tongue, ...more });
    if (status === 200 && isObject(body["answers"])) {
      setShown({ html: String(body["html"]), page: String(body["page"]), answers: body["answers"] });
      setRefused([]);
    } else {
      const findings = (body["findings"] as readonly JsonObject[] | undefined) ?? [];
      setRefused([String(body["message"] || t("表示できませんでした。ネットワークを確かめてください。", "It could not be shown. Check the network.")), ...findings.map((each) => say(each["message"]))]);
    }
  }, [server, document, tongue]);
  const begun = useRef("");
  useEffect(() => {
    const wanted = begun.current || String(pagesOf(document)[first]?.["key"] ?? "");
    void ask({ page: wanted, answers: shown?.answers ?? {} });
    // Only another document or language shows the page anew; what was pressed asks by itself.
  }, [ask]);
  useEffect(() => { begun.current = shown?.page ?? ""; }, [shown]);
  const listen = (): void => {
    const inner = frame.current?.contentDocument;
    if (!inner) return;
    inner.querySelector<HTMLElement>(".error-summary")?.focus();
    inner.addEventListener("submit", (event) => {
      event.preventDefault();
      const form = event.target as HTMLFormElement;
      const sent = [...new FormData(form, (event as SubmitEvent).submitter).entries()];
      const pairs = sent.filter((pair): pair is [string, string] => typeof pair[1] === "string");
      void ask({ page: shown?.page ?? "", answers: shown?.answers ?? {}, pairs, files: filesIn(sent) });
    });
    inner.addEventListener("click", (event) => {
      const link = (event.target as Element).closest("a");
      const target = link?.getAttribute("href") ?? "";
      if (link === null) return;
      if (target.startsWith("#") && inner.getElementById(target.slice(1)) === null) {
        event.preventDefault();
        void ask({ page: target.slice(1), answers: shown?.answers ?? {} });
      } else if (!target.startsWith("#")) event.preventDefault();
    });
  };
  return (
    <section className="ed-preview" aria-label={t("試しに入力する", "Try it out")}>
      <div className="ed-inline">
        <Button pressed={width === "phone"} onClick={() => setWidth("phone")}>{t("スマートフォン", "Phone")}</Button>
        <Button pressed={width === "desk"} onClick={() => setWidth("desk")}>{t("パソコン", "Desktop")}</Button>
        <Button pressed={tongue === "ja"} onClick={() => setTongue("ja")}>日本語</Button>
        <Button pressed={tongue === "en"} onClick={() => setTongue("en")}>English</Button>
        <Button onClick={() => void ask({ page: String(pagesOf(document)[0]?.["key"] ?? ""), answers: {} })}>{t("はじめからやり直す", "Start again")}</Button>
      </div>
      <p className="ed-help">{t("住民が見る画面と同じものです。入力した内容はどこにも保存されません。添付書類は名前と大きさだけで試し、中身は送りません。", "This is the very page that residents see. Nothing is kept. Of attachments only the name and size are tried; their content is not sent.")}</p>
      {refused.length > 0 ? <div className="banner banner--warning" role="alert"><ul>{refused.map((each, at) => <li key={at}>{each}</li>)}</ul></div> : null}
      {shown ? (
        <div className={`ed-device ed-device--${width}`}>
          {/* Same origin so that presses can be heard, but no scripts, no forms and no navigation of its own. */}
          <iframe ref={frame} title={t("住民が見る画面", "What residents see")} sandbox="allow-same-origin allow-forms" srcDoc={shown.html.replaceAll(" autofocus", "")} onLoad={listen} />
        </div>
      ) : null}
    </section>
  );
};
