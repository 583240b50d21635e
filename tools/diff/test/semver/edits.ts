import type { Bump } from "@sinch-fetch/workspace";

type Edit = readonly [file: string, from: string | RegExp, to: string];
type Bumps = Readonly<Partial<Record<"conversation" | "batch" | "templates" | "mock", Bump>>>;

/** An edit of our own descriptions, and the bumps of packages that follow from it and from undoing it. */
export interface OwnEdit {
  readonly name: string;
  readonly edits: readonly Edit[];
  /** A file that is new, by its path. */
  readonly file?: readonly [path: string, content: string];
  readonly want: Bumps;
  readonly back: Bumps;
}

const CARDS = "specs/shared/schemas/cards.yaml";
const CARD_PROPERTIES = `CardMessageProperties:
  additionalProperties: false
  description: Additions to a card that only one channel uses.
  type: object
  properties:
    whatsapp_header:
      type: string
      description: Header text of a WhatsApp message with reply buttons. Used only when the card has no file.
`;
const all = (bump: Bump): Bumps => ({ conversation: bump, batch: bump, templates: bump, mock: bump });

export const ownEdits: readonly OwnEdit[] = [
  {
    name: "a shared enum loses a value",
    edits: [[CARDS, "MEDIUM, TALL]", "MEDIUM]"]],
    want: all("major"),
    back: all("minor"),
  },
  {
    name: "a shared schema gets a field",
    edits: [
      [CARDS, "    height:", "    subtitle:\n      description: Below the title.\n      type: string\n    height:"],
    ],
    want: all("minor"),
    back: all("major"),
  },
  {
    name: "a field of a shared schema may be null in responses, which batches do not hold",
    edits: [
      [
        CARDS,
        "      description: Headline of the card.",
        "      description: Headline of the card.\n      x-nullable-in-answers: true",
      ],
    ],
    want: { conversation: "major", templates: "major", mock: "major" },
    back: { conversation: "minor", templates: "minor", mock: "minor" },
  },
  {
    name: "a shared schema has another name",
    edits: [
      [CARDS, "\nCardHeight:", "\nCardSize:"],
      [CARDS, '"#/CardHeight"', '"#/CardSize"'],
    ],
    want: { conversation: "major", batch: "major", templates: "major", mock: "patch" },
    back: { conversation: "major", batch: "major", templates: "major", mock: "patch" },
  },
  {
    name: "a shared schema moves to a file of its own",
    edits: [
      [CARDS, /\nCardMessageProperties:[\s\S]*?(?=\n\w+:)/, ""],
      [CARDS, '"#/CardMessageProperties"', '"./card-properties.yaml#/CardMessageProperties"'],
    ],
    file: ["specs/shared/schemas/card-properties.yaml", CARD_PROPERTIES],
    want: {},
    back: {},
  },
  {
    name: "a comment",
    edits: [[CARDS, "# Cards,", "# Some words.\n# Cards,"]],
    want: {},
    back: {},
  },
  {
    name: "the text of a shared schema",
    edits: [[CARDS, "Headline of the card.", "The headline."]],
    want: all("patch"),
    back: all("patch"),
  },
  {
    name: "a field of a callback",
    edits: [
      [
        "specs/conversation/schemas/callbacks-messages.yaml",
        "      description: The id of the message, as the response to its send gave it.",
        "      description: The id of the message, as the response to its send gave it.\n      type: string\n    attempt:\n      description: Which attempt it was.",
      ],
    ],
    want: { conversation: "minor", mock: "minor" },
    back: { conversation: "major", mock: "major" },
  },
  {
    name: "fewer contacts in one call",
    edits: [["specs/batch/schemas/contacts-batch.yaml", "maxItems: 1000", "maxItems: 500"]],
    want: { batch: "major", mock: "major" },
    back: { batch: "minor", mock: "minor" },
  },
  {
    name: "an operation that may no longer be repeated",
    edits: [["specs/conversation/paths/messages.yaml", "    x-idempotent: true\n", ""]],
    want: { conversation: "minor", mock: "patch" },
    back: { conversation: "minor", mock: "patch" },
  },
  {
    name: "another operation id, of the same method",
    edits: [["specs/conversation/paths/apps.yaml", "operationId: App_GetApp", "operationId: Apps_GetApp"]],
    want: { conversation: "major", mock: "patch" },
    back: { conversation: "major", mock: "patch" },
  },
  {
    name: "an operation removed",
    edits: [["specs/batch/openapi.yaml", /\n {2}\/v1\/projects\/\{project_id\}\/consents:\n.*(?=\n)/, ""]],
    want: { batch: "major", mock: "major" },
    back: { batch: "minor", mock: "minor" },
  },
  {
    name: "a region removed",
    edits: [["specs/templates/openapi.yaml", "[us, eu, br]", "[us, eu]"]],
    want: { templates: "major", mock: "patch" },
    back: { templates: "minor", mock: "patch" },
  },
  {
    name: "an example",
    edits: [["specs/conversation/paths/messages.yaml", "A text to a stored contact.", "A text for a stored contact."]],
    want: { conversation: "patch", mock: "patch" },
    back: { conversation: "patch", mock: "patch" },
  },
  {
    name: "a field of the token endpoint, which only the mock ships",
    edits: [
      [
        "specs/auth/openapi.yaml",
        "        token_type:\n",
        "        id_token:\n          description: Who it is for.\n          type: string\n        token_type:\n",
      ],
    ],
    want: { mock: "minor" },
    back: { mock: "major" },
  },
];
