// The few controls that all inspectors are made of: label above, help below it, the control, never a placeholder instead.

import { type ReactNode, useId, useState } from "react";
import { t } from "./language";

interface Common {
  readonly label: string;
  readonly help?: string;
}

const Row = ({ label, help, id, children }: Common & { id: string; children: ReactNode }) => (
  <div className="ed-row">
    <label className="ed-label" htmlFor={id}>{label}</label>
    {help ? <p className="ed-help" id={`${id}-help`}>{help}</p> : null}
    {children}
  </div>
);

export const TextInput = ({
  label, help, value, onChange, rows = 1, lang, maxLength = 2000, short = false,
}: Common & {
  value: string; onChange: (value: string) => void; rows?: number; lang?: string; maxLength?: number; short?: boolean;
}) => {
  const id = useId();
  const shared = {
    id, value, lang, maxLength, className: short ? "input ed-input ed-input--short" : "input ed-input",
    "aria-describedby": help ? `${id}-help` : undefined,
  };
  return (
    <Row id={id} label={label} {...(help ? { help } : {})}>
      {rows > 1 ? (
        <textarea {...shared} rows={rows} className="textarea ed-input" onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input {...shared} type="text" autoComplete="off" onChange={(event) => onChange(event.target.value)} />
      )}
    </Row>
  );
};

/** A day, or nothing; the browser's own picker, and typing. */
export const DayInput = ({ label, help, value, onChange }: Common & { value: string; onChange: (value: string) => void }) => {
  const id = useId();
  return (
    <Row id={id} label={label} {...(help ? { help } : {})}>
      <input id={id} type="date" className="input ed-input ed-input--short" value={value} max="9999-12-31" aria-describedby={help ? `${id}-help` : undefined} onChange={(event) => onChange(event.target.value)} />
    </Row>
  );
};

/** A number, or nothing. What is no number yet stays in the box and is not passed on. */
export const NumberInput = ({
  label, help, value, onChange, unit, whole = false,
}: Common & { value: number | undefined; onChange: (value: number | undefined) => void; unit?: string; whole?: boolean }) => {
  const id = useId();
  const shown = value === undefined ? "" : String(value);
  const [typed, setTyped] = useState(shown);
  const kept = read(typed, whole);
  const text = kept !== INVALID && kept !== value ? shown : typed;
  const wrong = read(text, whole) === INVALID;
  return (
    <Row id={id} label={label} {...(help ? { help } : {})}>
      <span className="ed-inline">
        <input
          id={id} type="text" inputMode={whole ? "numeric" : "decimal"} autoComplete="off" value={text} aria-invalid={wrong || undefined}
          className="input ed-input ed-input--number" aria-describedby={help ? `${id}-help` : undefined}
          onChange={(event) => {
            setTyped(event.target.value);
            const number = read(event.target.value, whole);
            if (number !== INVALID) onChange(number);
          }}
        />
        {unit ? <span>{unit}</span> : null}
      </span>
      {wrong ? <p className="ed-wrong">{whole ? t("整数を入力してください。", "Enter a whole number.") : t("数を入力してください。", "Enter a number.")}</p> : null}
    </Row>
  );
};

const INVALID = Symbol("no number");
const read = (text: string, whole: boolean): number | undefined | typeof INVALID => {
  const plain = text.normalize("NFKC").replaceAll(",", "").trim();
  if (plain === "") return undefined;
  if (!/^-?\d+(\.\d+)?$/.test(plain)) return INVALID;
  const number = Number(plain);
  return whole && !Number.isInteger(number) ? INVALID : number;
};

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly group?: string;
}

export const Select = ({
  label, help, value, choices, onChange, hideLabel = false,
}: Common & { value: string; choices: readonly Choice[]; onChange: (value: string) => void; hideLabel?: boolean }) => {
  const id = useId();
  const known = choices.some((each) => each.value === value);
  const groups = [...new Set(choices.map((each) => each.group ?? ""))];
  const control = (
    <select id={id} className="select ed-select" value={value} onChange={(event) => onChange(event.target.value)} aria-describedby={help ? `${id}-help` : undefined}>
      {known ? null : <option value={value}>{value === "" ? t("選んでください", "Choose") : t(`${value}（ありません）`, `${value} (missing)`)}</option>}
      {groups.map((group) => {
        const options = choices.filter((each) => (each.group ?? "") === group).map((each) => <option key={each.value} value={each.value}>{each.label}</option>);
        return group === "" ? options : <optgroup key={group} label={group}>{options}</optgroup>;
      })}
    </select>
  );
  if (hideLabel) return <><label className="visually-hidden" htmlFor={id}>{label}</label>{control}</>;
  return <Row id={id} label={label} {...(help ? { help } : {})}>{control}</Row>;
};

/**
 * A list whose choice does something: it is done by a button, because arrow keys pass other options on their way.
 * `value` is what is chosen now; the button shows once another one is picked.
 */
export const Pick = ({
  label, value, choices, button, onPick,
}: { label: string; value: string; choices: readonly Choice[]; button: string; onPick: (value: string) => void }) => {
  const [picked, setPicked] = useState(value);
  return (
    <div className="ed-pick">
      <Select label={label} value={picked} choices={choices} onChange={setPicked} />
      {picked === value ? null : <Button kind="main" about={label} onClick={() => { onPick(picked); setPicked(value); }}>{button}</Button>}
    </div>
  );
};

export const Check = ({ label, help, checked, onChange }: Common & { checked: boolean; onChange: (checked: boolean) => void }) => {
  const id = useId();
  return (
    <div className="ed-row">
      <label className="ed-check" htmlFor={id}>
        <input id={id} type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} aria-describedby={help ? `${id}-help` : undefined} />
        <span>{label}</span>
      </label>
      {help ? <p className="ed-help" id={`${id}-help`}>{help}</p> : null}
    </div>
  );
};

/** Which of several apply, in the order in which they were chosen: a press changes nothing but what was pressed. */
export const Checks = ({
  label, choices, values, onChange,
}: { label: string; choices: readonly Choice[]; values: readonly string[]; onChange: (values: string[]) => void }) => (
  <fieldset className="ed-set">
    <legend className="ed-label">{label}</legend>
    {choices.map((each) => (
      <label key={each.value} className="ed-check">
        <input
          type="checkbox" checked={values.includes(each.value)}
          onChange={(event) => onChange(event.target.checked ? [...values, each.value] : values.filter((one) => one !== each.value))}
        />
        <span>{each.label}</span>
      </label>
    ))}
  </fieldset>
);

/** A button; `about` completes its name for who cannot see where it stands. */
export const Button = ({
  children, onClick, about, kind = "", disabled = false, pressed,
}: { children: ReactNode; onClick: () => void; about?: string; kind?: "" | "main" | "danger" | "icon"; disabled?: boolean; pressed?: boolean }) => (
  <button
    type="button" className={`ed-button${kind ? ` ed-button--${kind}` : ""}`} aria-disabled={disabled || undefined} aria-pressed={pressed}
    {...(kind === "icon" && about ? { "aria-label": about, title: about } : {})}
    onClick={() => { if (!disabled) onClick(); }}
  >
    {children}
    {about && kind !== "icon" ? <span className="visually-hidden">{t(`（${about}）`, ` (${about})`)}</span> : null}
  </button>
);
