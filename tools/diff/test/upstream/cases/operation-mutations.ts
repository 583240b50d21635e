import { GET, ITEM, LIST, LIST_GET, type Mutation, SCHEMAS, SEND, SEND_ITEM, whole } from "./mutation.ts";

const operation = { responses: { 200: { description: "Done." } }, security: [{ Basic: [] }, { Token: [] }] };

/** Edits of operations, callbacks and what stands around them. */
export const operationMutations: readonly Mutation[] = [
  // Responses.
  whole(
    "a status that comes",
    [`${SEND_ITEM} > post > responses > 403`, { description: "No." }],
    `${SEND} · response 403 · `,
  ),
  whole("a status that goes", [`${ITEM} > get > responses > 404`, undefined], `${GET} · response 404 · `),
  whole(
    "a body of a response",
    [`${SEND_ITEM} > post > responses > 401 > content`, { "application/json": { schema: { type: "object" } } }],
    `${SEND} · response 401 · body `,
  ),
  {
    name: "an empty body of a response",
    edit: [`${SEND_ITEM} > post > responses > 401 > content`, { "application/json": { schema: {} } }],
    upstream: undefined,
    here: undefined,
  },
  {
    name: "a body of a response without its schema",
    edit: [`${SEND_ITEM} > post > responses > 200 > content > application/json > schema`, undefined],
    upstream: `${SEND} · response 200 · schema extra here`,
    here: `${SEND} · response 200 · schema missing here`,
  },
  whole(
    "a header of a response",
    [`${LIST_GET} > responses > 200 > headers > X-Total`, undefined],
    `${LIST} · response 200 · header x-total · `,
  ),
  {
    name: "a requirement of a response",
    edit: [`${SCHEMAS} > SendAnswer > required`, undefined],
    upstream: `${SEND} · response 200 · parcel_id · required here, optional upstream`,
    here: `${SEND} · response 200 · parcel_id · optional here, required upstream`,
  },
  {
    name: "a closed enum in responses",
    edit: [`${SCHEMAS} > SizeAnswer`, { type: "string", enum: ["SMALL", "LARGE"] }],
    upstream: undefined,
    here: undefined,
  },
  // Requests.
  whole(
    "a body of a request",
    [`${LIST_GET} > requestBody`, { content: { "application/json": { schema: {} } } }],
    `${LIST} · request · body `,
  ),
  {
    name: "a body that is optional",
    edit: [`${SEND_ITEM} > post > requestBody > required`, undefined],
    upstream: `${SEND} · request · body required here, optional upstream`,
    here: `${SEND} · request · body optional here, required upstream`,
  },
  whole(
    "a media type",
    [`${SEND_ITEM} > post > requestBody > content > application/xml`, { schema: { type: "object" } }],
    `${SEND} · request · application/xml `,
  ),
  // Parameters.
  whole(
    "a parameter",
    [`${LIST_GET} > parameters > 4`, { name: "color", in: "query", schema: { type: "string" } }],
    `${LIST} · query · color · parameter `,
  ),
  whole(
    "a required parameter",
    [`${LIST_GET} > parameters > 4`, { name: "color", in: "query", required: true, schema: {} }],
    `${LIST} · query · color · required parameter `,
  ),
  whole("a header", [`${LIST_GET} > parameters > 3`, undefined], `${LIST} · header · X-Trace · parameter `),
  {
    name: "a header that every request has",
    edit: [`${LIST_GET} > parameters > 4`, { name: "Accept", in: "header", schema: { type: "string" } }],
    upstream: undefined,
    here: undefined,
  },
  {
    name: "a parameter that is required",
    edit: [`${LIST_GET} > parameters > 1 > required`, true],
    upstream: `${LIST} · query · page_token · optional here, required upstream`,
    here: `${LIST} · query · page_token · required here, optional upstream`,
  },
  {
    name: "a deprecated parameter",
    edit: [`${LIST_GET} > parameters > 1 > deprecated`, true],
    upstream: `${LIST} · query · page_token · deprecated: upstream only`,
    here: `${LIST} · query · page_token · deprecated: here only`,
  },
  {
    name: "how a list is written",
    edit: [`${LIST_GET} > parameters > 2 > explode`, true],
    upstream: `${LIST} · query · sizes · written as: form here, form, exploded upstream`,
    here: `${LIST} · query · sizes · written as: form, exploded here, form upstream`,
  },
  {
    name: "how a single value is written",
    edit: [`${LIST_GET} > parameters > 1 > explode`, false],
    upstream: undefined,
    here: undefined,
  },
  {
    name: "a path parameter",
    edit: [`${ITEM} > parameters > 1 > schema > format`, "uuid"],
    // Both operations of the path have it.
    upstream: `DELETE /parcels/{parcel_id} · path · parcel_id · format: uuid upstream only\n${GET} · path · parcel_id · format: uuid upstream only`,
    here: `DELETE /parcels/{parcel_id} · path · parcel_id · format: uuid here only\n${GET} · path · parcel_id · format: uuid here only`,
  },
  {
    name: "an undescribed path parameter",
    edit: [`${ITEM} > parameters > 1`, undefined],
    upstream: undefined,
    here: undefined,
  },
  // Operations, security, servers.
  whole("an operation that comes", [`${ITEM} > patch`, operation], "PATCH /parcels/{parcel_id} · operation · "),
  whole("an operation that goes", [`${ITEM} > delete`, undefined], "DELETE /parcels/{parcel_id} · operation · "),
  whole("an operation elsewhere", ["paths > /v2/parcels", { get: operation }], "GET /v2/parcels · operation · "),
  {
    name: "a deprecated operation",
    edit: [`${ITEM} > delete > deprecated`, true],
    upstream: "DELETE /parcels/{parcel_id} · operation · deprecated: upstream only",
    here: "DELETE /parcels/{parcel_id} · operation · deprecated: here only",
  },
  {
    name: "an operation's id",
    edit: [`${ITEM} > delete > operationId`, undefined],
    upstream: undefined,
    here: undefined,
  },
  whole(
    "a scheme that goes",
    [`${ITEM} > delete > security > 0`, undefined],
    "DELETE /parcels/{parcel_id} · security · HTTP basic ",
  ),
  {
    name: "a scope",
    edit: [`${ITEM} > delete > security > 1 > Token`, ["parcels:write"]],
    upstream:
      "DELETE /parcels/{parcel_id} · security · OAuth 2 extra here\nDELETE /parcels/{parcel_id} · security · OAuth 2 for parcels:write missing here",
    here: "DELETE /parcels/{parcel_id} · security · OAuth 2 for parcels:write extra here\nDELETE /parcels/{parcel_id} · security · OAuth 2 missing here",
  },
  whole(
    "no credentials",
    [`${ITEM} > delete > security > 2`, {}],
    "DELETE /parcels/{parcel_id} · security · no credentials ",
  ),
  whole(
    "a region that comes",
    ["servers > 0 > variables > region > enum > 2", "br"],
    "servers · https://br.parcels.example.com · ",
  ),
  whole(
    "a region that goes",
    ["servers > 0 > variables > region > enum > 0", undefined],
    "servers · https://us.parcels.example.com · ",
  ),
  {
    name: "no servers",
    edit: ["servers", undefined],
    upstream: "servers · extra here",
    here: "servers · https://eu.parcels.example.com · missing here\nservers · https://us.parcels.example.com · missing here",
  },
  {
    name: "another name of a region",
    edit: ["servers > 0 > variables > region > default", "eu"],
    upstream: undefined,
    here: undefined,
  },
  // Callbacks.
  whole(
    "a callback that comes",
    ["webhooks > PARCEL_OPENED", { post: { requestBody: {} } }],
    "callback PARCEL_OPENED · callback · ",
  ),
  whole("a callback that goes", ["webhooks > PARCEL_LOST", undefined], "callback PARCEL_LOST · callback · "),
  {
    name: "a field of a callback",
    edit: [`${SCHEMAS} > Lost > allOf > 1 > properties > loss > properties > by`, { type: "string" }],
    upstream: "callback PARCEL_LOST · body · loss.by · missing here: string",
    here: "callback PARCEL_LOST · body · loss.by · extra here: string",
  },
  {
    name: "the payload of a callback that is optional",
    edit: [`${SCHEMAS} > Lost > allOf > 1 > required`, undefined],
    upstream: "callback PARCEL_LOST · body · loss · required here, optional upstream",
    here: "callback PARCEL_LOST · body · loss · optional here, required upstream",
  },
];
