import type { JSX } from "preact";
import type { ContactInfoMessage } from "../../../src/schemas.gen.ts";
import { Avatar } from "../ui/avatar.tsx";

/** A contact card: name, numbers, addresses. */
export function ContactCard({ contact }: { contact: ContactInfoMessage }): JSX.Element {
  const { name, phone_numbers, email_addresses = [], organization, addresses = [], urls = [], birthday } = contact;
  const work = [organization?.title, organization?.department, organization?.company].filter(Boolean).join(", ");
  const lines = [
    ...phone_numbers.map(({ phone_number }) => phone_number),
    ...email_addresses.map(({ email_address }) => email_address),
    ...addresses.map(({ zip, city, state, country }) => [zip, city, state, country].filter(Boolean).join(" ")),
    ...urls.map(({ url }) => url),
    ...(birthday === undefined ? [] : [`Born ${birthday}`]),
  ];
  return (
    <div class="contact">
      <Avatar name={name.full_name} />
      <div>
        <strong>{name.full_name}</strong>
        {work !== "" && <small>{work}</small>}
        {lines.map((line) => (
          <span>{line}</span>
        ))}
      </div>
    </div>
  );
}
