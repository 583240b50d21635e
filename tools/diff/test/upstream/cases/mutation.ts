import type { Edit } from "./edit.ts";

/** An edit of one of two equal descriptions, and the line that follows from it. */
export interface Mutation {
  readonly name: string;
  readonly edit: Edit;
  /** The line when the vendor's description is edited, and when ours is; none where it is not a difference. */
  readonly upstream: string | undefined;
  readonly here: string | undefined;
}

export const SEND = "POST /parcels:send";
export const LIST = "GET /parcels";
export const GET = "GET /parcels/{parcel_id}";
export const SEND_ITEM = "paths > /v1/projects/{project_id}/parcels:send";
export const LIST_GET = "paths > /v1/projects/{project_id}/parcels > get";
export const ITEM = "paths > /v1/projects/{project_id}/parcels/{parcel_id}";
export const SCHEMAS = "components > schemas";
export const REQUEST = `${SCHEMAS} > SendRequest`;
export const FIELDS = `${REQUEST} > properties`;

/** Of a field in the request, what one says of the other is the same with the words exchanged. */
export function field(
  name: string,
  at: string,
  value: unknown,
  path: string,
  upstream: string,
  here: string,
): Mutation {
  const line = (text: string): string => `${SEND} · request · ${path} · ${text}`;
  return { name, edit: [`${FIELDS} > ${at}`, value], upstream: line(upstream), here: line(here) };
}

/** Something that comes or goes as a whole. */
export function whole(name: string, edit: Edit, line: string): Mutation {
  const goes = edit[1] === undefined;
  const [extra, missing] = [`${line}extra here`, `${line}missing here`];
  return { name, edit, upstream: goes ? extra : missing, here: goes ? missing : extra };
}
