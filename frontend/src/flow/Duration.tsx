// A length of time: office days, days or hours.

import type { JsonObject } from "../kernel/json";
import { NumberInput, Select } from "../ui/controls";
import { t } from "../ui/language";

export const Duration = ({ label, value, onChange }: { label: string; value: JsonObject; onChange: (value: JsonObject | undefined) => void }) => {
  const unit = Object.keys(value)[0] ?? "business_days";
  const amount = typeof value[unit] === "number" ? value[unit] : undefined;
  return (
    <>
      <NumberInput label={label} whole value={amount} onChange={(number) => onChange(number === undefined ? undefined : { [unit]: number })} />
      <Select label={t("単位", "Unit")} value={unit} onChange={(name) => onChange({ [name]: amount ?? 1 })}
        choices={[{ value: "business_days", label: t("開庁日", "office days") }, { value: "days", label: t("日", "days") }, { value: "hours", label: t("時間", "hours") }]} />
    </>
  );
};
