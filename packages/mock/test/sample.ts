/** A message that the Conversation API accepts, and what goes with it. */
export const message = {
  app_id: "01JCTM5W8Q3R7V2N9XB4KHDZ6A",
  recipient: { contact_id: "01JCTM6B1E7G4Y0S5PQ2FTWM8C" },
  message: { text_message: { text: "The pool opens at seven." } },
} as const;

/** A batch of one message. */
export const batch: object = {
  app_id: message.app_id,
  message: message.message,
  recipient_and_params: [{ recipient: message.recipient }],
};

export const projectPath = "/v1/projects/4c1b7f0e-9a35-4d62-8f21-6be0d93a57c4";
export const bearer = { authorization: "Bearer token" } as const;
export const basic = { authorization: "Basic a2V5LWlkOmtleS1zZWNyZXQ=" } as const;

/** An init for fetch() that posts a value as JSON, with credentials that all APIs take but the one for tokens. */
export function json(body: unknown, headers: Readonly<Record<string, string>> = {}, method = "POST"): RequestInit {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { method, headers: { ...bearer, "content-type": "application/json", ...headers }, body: text };
}

/** Posts form fields to the token endpoint. */
export function form(fields: Record<string, string>, headers: Readonly<Record<string, string>> = basic): RequestInit {
  return { method: "POST", headers: { ...headers }, body: new URLSearchParams(fields) };
}
