const KEY = "theme";
const THEMES = ["light dark", "light", "dark"] as const;

/** The colours: those of the system, light, or dark. */
export type Theme = (typeof THEMES)[number];

/** Returns the colours that were chosen last. */
export function storedTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return THEMES.find((one) => one === stored) ?? "light dark";
}

/** Returns the colours that come next when the button is pressed. */
export function nextTheme(theme: Theme): Theme {
  return THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "light dark";
}

/** Shows the page in these colours, now and next time. */
export function applyTheme(theme: Theme): void {
  document.documentElement.style.colorScheme = theme;
  localStorage.setItem(KEY, theme);
}
