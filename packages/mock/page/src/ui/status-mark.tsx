import type { JSX } from "preact";
import { statusLook } from "../core/status.ts";
import { Icon } from "./icon.tsx";

/** The state of a message as its ticks, with its name where `isLong`. */
export function StatusMark({ status, isLong = false }: { status: string; isLong?: boolean }): JSX.Element {
  const { label, icon, tone } = statusLook(status);
  return (
    <span class="status" data-tone={tone} title={label}>
      <Icon name={icon} label={isLong ? undefined : label} />
      {isLong && label}
    </span>
  );
}
