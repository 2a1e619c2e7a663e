// The inspector: beside the work on a desk, a sheet from below on a phone that folds away. What is selected opens it again.

import { type ReactNode, useEffect, useState } from "react";
import { t } from "./language";

export const Sheet = ({ label, about, children }: { label: string; about: string; children: ReactNode }) => {
  const [open, setOpen] = useState(true);
  useEffect(() => setOpen(true), [about]);
  return (
    <section className={`ed-inspector${open ? "" : " ed-inspector--folded"}`} aria-label={label}>
      <button type="button" className="ed-button ed-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        {open ? t("内容をたたむ", "Fold away") : t("選んだものの内容を開く", "Show what is selected")}
      </button>
      <div className="ed-inspector__body">{children}</div>
    </section>
  );
};
