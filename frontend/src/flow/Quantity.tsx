// A figure that may say how sure it is: measured, estimated, felt; and how far it spreads.

import { type Json, type JsonObject, isObject, stringAt } from "../kernel/json";
import { NumberInput, Select } from "../ui/controls";
import { t } from "../ui/language";

export const Quantity = ({ label, unit, value, onChange }: { label: string; unit: string; value: Json | undefined; onChange: (value: Json | undefined) => void }) => {
  const whole: JsonObject = isObject(value) ? value : {};
  const mean = typeof value === "number" ? value : typeof whole["mean"] === "number" ? whole["mean"] : undefined;
  const set = (name: string, next: Json | undefined): void => {
    const known: JsonObject = { ...whole, ...(mean === undefined ? {} : { mean }) };
    const { [name]: _before, ...rest } = known;
    const made: JsonObject = next === undefined ? rest : { ...rest, [name]: next };
    if (made["mean"] === undefined) onChange(undefined);
    else onChange(Object.keys(made).length === 1 ? made["mean"] : made);
  };
  return (
    <>
      <NumberInput label={label} unit={unit} value={mean} onChange={(amount) => set("mean", amount)} />
      {mean === undefined ? null : (
        <Select label={t(`${label}の確かさ`, `How sure: ${label}`)} value={stringAt(whole, "from")} onChange={(sure) => set("from", sure || undefined)}
          choices={[{ value: "", label: t("書かない", "Not said") }, { value: "measured", label: t("測った", "Measured") }, { value: "estimated", label: t("見積もった", "Estimated") }, { value: "felt", label: t("感覚", "Felt") }]} />
      )}
      {whole["sd"] === undefined && whole["from"] !== "measured" ? null : <NumberInput label={t(`${label}のばらつき（標準偏差）`, `Spread (standard deviation): ${label}`)} unit={unit} value={typeof whole["sd"] === "number" ? whole["sd"] : undefined} onChange={(amount) => set("sd", amount)} />}
    </>
  );
};
