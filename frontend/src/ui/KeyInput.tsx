// A key (記号): what documents call a thing. What is no key, or another thing's, stays in the box and is not passed on.

import { useState } from "react";
import { TextInput } from "./controls";
import { t } from "./language";

const KEY = /^[a-z][a-z0-9_-]{0,63}$/;

export const KeyInput = ({ value, onChange, label = t("記号", "Key"), help }: { value: string; onChange: (key: string) => void; label?: string; help?: string }) => {
  const [typed, setTyped] = useState({ text: value, before: value });
  const shown = typed.before === value ? typed.text : value;
  const wrong = shown === value ? "" : KEY.test(shown) ? t("この記号は、ほかで使っています。", "Something else has this key.") : t("小文字の英字で始め、英小文字・数字・「-」「_」だけで書いてください。", "Begin with a small letter; only small letters, digits, - and _.");
  return (
    <>
      <TextInput label={label} {...(help ? { help } : {})} short maxLength={64} value={shown} onChange={(text) => { setTyped({ text, before: value }); if (KEY.test(text)) onChange(text); }} />
      {wrong === "" ? null : <p className="ed-wrong" role="alert">{wrong}</p>}
    </>
  );
};
