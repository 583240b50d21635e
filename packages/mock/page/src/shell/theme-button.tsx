import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { applyTheme, nextTheme, storedTheme } from "../core/theme.ts";
import { Icon } from "../ui/icon.tsx";

const LABELS = { "light dark": "as the system", light: "light", dark: "dark" } as const;

/** A button that goes through the colours: as the system, light, dark. */
export function ThemeButton(): JSX.Element {
  const [theme, setTheme] = useState(storedTheme);
  const change = (): void => {
    const next = nextTheme(theme);
    applyTheme(next);
    setTheme(next);
  };
  const label = `Colours: ${LABELS[theme]}`;
  return (
    <button type="button" class="plain" onClick={change} aria-label={label} title={label}>
      <Icon name="sun" />
    </button>
  );
}
