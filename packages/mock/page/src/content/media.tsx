import type { JSX } from "preact";
import { webAddress } from "../core/links.ts";
import { hueOf } from "../ui/avatar.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { fileName } from "./preview.ts";

interface Props {
  url: string;
  filename_override?: string | undefined;
  height?: string | undefined;
}

const ICONS: readonly (readonly [RegExp, IconName, string])[] = [
  [/\.(png|jpe?g|gif|webp|avif|svg|heic)$/i, "image", "Picture"],
  [/\.(mp4|mov|webm|3gpp?|m4v)$/i, "video", "Video"],
  [/\.(mp3|ogg|opus|m4a|aac|amr|wav)$/i, "audio", "Sound"],
];

/** A file, drawn by its kind: nothing is fetched from the network, the link opens it. */
export function Media({ url, filename_override, height }: Props): JSX.Element {
  const name = fileName({ url, filename_override });
  const [, icon, kind] = ICONS.find(([pattern]) => pattern.test(fileName({ url }))) ?? [undefined, "file", "File"];
  const href = webAddress(url);
  return (
    <figure class="media" data-kind={icon} data-height={height} style={{ "--hue": String(hueOf(url)) }}>
      <Icon name={icon as IconName} label={kind} />
      <figcaption>
        <span class="media-name">{name}</span>
        {href === undefined ? (
          <span class="media-host">{url}</span>
        ) : (
          <a href={href} target="_blank" rel="noopener noreferrer" aria-label={`Open ${name} at ${new URL(href).host}`}>
            {new URL(href).host}
          </a>
        )}
      </figcaption>
    </figure>
  );
}
