import type { JSX } from "preact";

interface Props {
  name: string;
  label: string;
  /** What an empty field means; without it the field is needed. */
  hint?: string;
  type?: "text" | "number";
  min?: number;
  max?: number;
  value?: string;
  /** Values that are offered. */
  options?: readonly string[];
}

/** A field of a form, with its label. */
export function TextField({ name, label, hint, type = "text", min, max, value, options }: Props): JSX.Element {
  const list = options && `${name}-options`;
  return (
    <label>
      {label}
      <input
        name={name}
        type={type}
        min={min}
        max={max}
        list={list}
        placeholder={hint}
        required={hint === undefined}
        defaultValue={value}
      />
      {options && (
        <datalist id={list}>
          {options.map((option) => (
            <option value={option} />
          ))}
        </datalist>
      )}
    </label>
  );
}
