// What the law lets a table do, beside the table: who only wants to write rules should not have to look it up.

import { t } from "../ui/language";

export const Law = () => (
  <section className="ed-law">
    <p className="ed-help">{t(
      "自動でできるのは、認めることと、人の審査に回すことだけです。認めない判断・補正の求めは、必ず職員がします。確かめられない情報があるときは、審査に回ります。",
      "Rules may approve, or refer to a person. They never refuse and never ask for corrections. Where a fact is missing, a person decides.",
    )}</p>
    <details className="ed-more">
      <summary>{t("なぜこう決まっているか", "Why it is so")}</summary>
      <ul className="ed-help">
        <li>{t("認めない処分には、理由を示さなければなりません（行政手続法8条）。審査基準に照らして一件ごとに判断し、理由を書くのは職員です。", "A refusal must give its reasons (Administrative Procedure Act, article 8). A person judges each case by the criteria and writes them.")}</li>
        <li>{t("形が整わない申請は、補正を求めるか、認めないかを職員が決めます（同法7条）。表だけで突き返すことはできません。", "Whether an application that is not in due form is to be corrected is decided by a person (article 7): no table sends it back.")}</li>
        <li>{t("認める規則は、公にした審査基準（同法5条）の一部です。基準にない条件で認めたり、人に回したりしないでください。", "Rules that approve are part of the published criteria (article 5): do not decide by anything else.")}</li>
        <li>{t("次の案件は、表が何と言っても人に回ります：使う情報が空欄のもの、規則がぶつかるもの、表の有効期間の外のもの、抜き取りで選ばれたもの。", "To a person go, whatever the table says: cases that lack a fact, meet rules that contradict, arrive outside of the table's days, or are sampled.")}</li>
        <li>{t("どの規則で認めたかは、1件ごとに記録され、申請した人にも説明できます。", "Which rule approved is recorded for each case and can be explained to the applicant.")}</li>
      </ul>
    </details>
  </section>
);
