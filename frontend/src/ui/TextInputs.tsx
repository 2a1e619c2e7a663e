// A text in Japanese and, on demand, in English: stored as a plain string while it is only Japanese.

import { useState } from "react";
import type { Json } from "../kernel/json";
import { inLanguage, withLanguage } from "../kernel/text";
import { TextInput } from "./controls";
import { t } from "./language";

export const TextInputs = ({
  label, help, value, onChange, rows = 1,
}: { label: string; help?: string; value: Json | undefined; onChange: (value: Json | undefined) => void; rows?: number }) => {
  const english = inLanguage(value, "en");
  const [asked, setAsked] = useState(false);
  return (
    <div className="ed-texts">
      <TextInput label={label} {...(help ? { help } : {})} rows={rows} lang="ja" value={inLanguage(value, "ja")} onChange={(said) => onChange(withLanguage(value, "ja", said))} />
      {english || asked ? (
        <TextInput label={t(`${label}（英語）`, `${label} (English)`)} rows={rows} lang="en" value={english} onChange={(said) => onChange(withLanguage(value, "en", said))} />
      ) : (
        <button type="button" className="ed-link" onClick={() => setAsked(true)}>
          {t("英語を加える", "Add English")}<span className="visually-hidden">{t(`（${label}）`, ` (${label})`)}</span>
        </button>
      )}
    </div>
  );
};
