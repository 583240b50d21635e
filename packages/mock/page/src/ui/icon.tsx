import type { JSX } from "preact";

const PATHS = {
  clock: "M12 7v5l3 2M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18z",
  tick: "M5 12.5l4.5 4.5L19 7.5",
  ticks: "M2 12.5L6.5 17 16 7.5M11.5 16l1 1L22 7.5",
  alert: "M12 8v5M12 16.5v.01M12 21a9 9 0 1 1 0-18 9 9 0 0 1 0 18z",
  switch: "M4 8h13M13 4l4 4-4 4M20 16H7M11 12l-4 4 4 4",
  in: "M19 5L6 18M6 8v10h10",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.2a6.5 6.5 0 0 1 3.5 5.8",
  batches: "M4 6h16M4 12h16M4 18h9",
  traffic: "M8 4v16M4 8l4-4 4 4M16 20V4M12 16l4 4 4-4",
  faults: "M13 2.5L4.5 13.5H11l-1 8 8.5-11H12l1-8z",
  back: "M15 5l-7 7 7 7",
  close: "M6 6l12 12M18 6L6 18",
  search: "M11 18a7 7 0 1 1 0-14 7 7 0 0 1 0 14zM20.5 20.5L16 16",
  plus: "M12 5v14M5 12h14",
  send: "M12 20V5M5.5 11.5L12 5l6.5 6.5",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  link: "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6",
  phone: "M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1.5 1.5 0 0 1-1.7 1.5A17 17 0 0 1 3.5 5.7 1.5 1.5 0 0 1 5 4z",
  place: "M12 21s7-6.2 7-11.5A7 7 0 0 0 5 9.5C5 14.8 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
  calendar: "M4 6h16v14H4zM4 10.5h16M8 3.5v4M16 3.5v4",
  list: "M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01",
  image: "M4 5h16v14H4zM4 16l5-5 4.5 4.5L16 13l4 4M15.5 9.5v.01",
  video: "M4 5h16v14H4zM10 9v6l5-3z",
  audio: "M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM19 16a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0z",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  reply: "M10 6L4 12l6 6M4 12h10a6 6 0 0 1 6 6",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.5a7.5 7.5 0 0 1 15 0",
  cart: "M3 4h2.5l2.3 11h9.7L20 7H6.2M9 20v.01M16.5 20v.01",
  template: "M4 4h16v5H4zM4 13h7v7H4zM15 13h5v7h-5z",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6L19 19M5 19l1.4-1.4M17.6 6.4L19 5",
} as const;

/** The name of an icon. */
export type IconName = keyof typeof PATHS;

interface Props {
  name: IconName;
  /** What it says to those who do not see it; left out where words stand beside it. */
  label?: string | undefined;
}

/** A drawing of one line, as large as the text beside it. */
export function Icon({ name, label }: Props): JSX.Element {
  const drawing = (
    <svg class="icon" viewBox="0 0 24 24" focusable="false" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
  if (label === undefined) return drawing;
  return (
    <>
      {drawing}
      <span class="unseen">{label}</span>
    </>
  );
}
