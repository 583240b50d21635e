import type { Description, OperationObject } from "@sinch-fetch/description";
import { json, ref, response } from "./notes.ts";
import type { Want } from "./want.ts";

/** A change outside of schemas, made to the small description; `back` is what undoing it means. */
export interface DescriptionCase {
  readonly name: string;
  readonly edit: (description: Description) => void;
  readonly want: Want;
  readonly back: Want;
}

const PREFIX = "/v1/projects/{project_id}";
const NOTES = `${PREFIX}/notes`;

function item({ paths }: Description, path: string) {
  const found = paths[path];
  if (!found) throw new Error(`no ${path}`);
  return found;
}

function operation(description: Description, method: string, path: string): OperationObject {
  const found = item(description, path)[method];
  if (!found || Array.isArray(found)) throw new Error(`no ${method} ${path}`);
  return found;
}

const create = (description: Description) => operation(description, "post", NOTES);
const list = (description: Description) => operation(description, "get", NOTES);
const remove = (description: Description) => operation(description, "delete", `${NOTES}/{note_id}`);
const search = (description: Description) => operation(description, "post", `${NOTES}:search`);

function kept({ webhooks = {} }: Description): OperationObject {
  const found = webhooks.NOTE_KEPT?.post;
  if (!found || Array.isArray(found)) throw new Error("no callback");
  return found;
}

function parameter(description: Description, name: string) {
  const found = list(description).parameters?.find((one) => one.name === name);
  if (!found) throw new Error(`no ${name}`);
  return found;
}

export const descriptionCases: readonly DescriptionCase[] = [
  {
    name: "operation removed",
    edit: (description) => delete item(description, NOTES).get,
    want: ["major", "GET /notes · operation: operation removed — breaks callers"],
    back: ["minor", "GET /notes · operation: operation added"],
  },
  {
    name: "path of an operation",
    edit: ({ paths }) => {
      paths[`${NOTES}:find`] = paths[`${NOTES}:search`] ?? {};
      delete paths[`${NOTES}:search`];
    },
    want: ["major", "POST /notes:search · operation: moved to POST /notes:find — breaks callers"],
    back: ["major", "POST /notes:find · operation: moved to POST /notes:search — breaks callers"],
  },
  {
    name: "operation id",
    edit: (description) => {
      create(description).operationId = "Note_CreateNote";
    },
    want: ["major", "operation id Notes_CreateNote is now Note_CreateNote — breaks callers"],
    back: ["major", "operation id Note_CreateNote is now Notes_CreateNote — breaks callers"],
  },
  {
    name: "x-method",
    edit: (description) => {
      create(description)["x-method"] = "write";
    },
    want: ["major", "method notes.create is now notes.write — breaks callers"],
    back: ["major", "method notes.write is now notes.create — breaks callers"],
  },
  {
    name: "tag",
    edit: (description) => {
      search(description).tags = ["Search"];
    },
    want: ["major", "method notes.search is now search.search — breaks callers"],
    back: ["major", "method search.search is now notes.search — breaks callers"],
  },
  {
    name: "operation deprecated",
    edit: (description) => {
      create(description).deprecated = true;
    },
    want: ["minor", "POST /notes · operation: deprecated"],
    back: ["patch", "POST /notes · operation: no longer deprecated"],
  },
  {
    name: "x-idempotent",
    edit: (description) => {
      delete search(description)["x-idempotent"];
    },
    want: ["minor", "POST /notes:search · operation: is no longer repeated after a failure"],
    back: ["minor", "POST /notes:search · operation: is repeated after a failure now"],
  },
  {
    name: "x-idempotent where the method says it",
    edit: (description) => {
      remove(description)["x-idempotent"] = true;
    },
    want: "nothing",
    back: "nothing",
  },
  {
    name: "x-pagination",
    edit: (description) => {
      delete list(description)["x-pagination"];
    },
    want: ["major", "GET /notes · operation: is no longer a list over pages — breaks callers"],
    back: ["major", "GET /notes · operation: is a list over the pages of notes now — breaks callers"],
  },
  {
    name: "token of x-pagination",
    edit: (description) => {
      list(description)["x-pagination"] = { items: "notes", token: "cursor", next: "next_page_token", in: "query" };
    },
    want: ["minor", "GET /notes · operation: token of its pages changed"],
    back: ["minor", "GET /notes · operation: token of its pages changed"],
  },
  {
    name: "optional parameter",
    edit: (description) =>
      list(description).parameters?.push({ name: "view", in: "query", schema: { type: "string" } }),
    want: ["minor", "GET /notes · query · view: optional parameter added"],
    back: ["major", "GET /notes · query · view: parameter removed — breaks callers"],
  },
  {
    name: "required parameter",
    edit: (description) =>
      list(description).parameters?.push({ name: "view", in: "query", required: true, schema: { type: "string" } }),
    want: ["major", "GET /notes · query · view: required parameter added — breaks callers"],
    back: ["major", "GET /notes · query · view: parameter removed — breaks callers"],
  },
  {
    name: "parameter becomes required",
    edit: (description) => {
      parameter(description, "color").required = true;
    },
    want: ["major", "GET /notes · query · color: is required now — breaks callers"],
    back: ["minor", "GET /notes · query · color: is optional now"],
  },
  {
    name: "enum of a parameter",
    edit: (description) => {
      parameter(description, "color").schema = { type: "string", enum: ["RED"] };
    },
    want: ["major", "GET /notes · query · color: enum value BLUE removed — breaks callers"],
    back: ["minor", "GET /notes · query · color: enum value BLUE added"],
  },
  {
    name: "how a list is written in the query",
    edit: (description) => {
      parameter(description, "ids").explode = true;
    },
    want: ["major", "GET /notes · query · ids: explode changed — breaks callers"],
    back: ["major", "GET /notes · query · ids: explode changed — breaks callers"],
  },
  {
    name: "order of parameters",
    edit: (description) => list(description).parameters?.reverse(),
    want: "nothing",
    back: "nothing",
  },
  {
    name: "parameters moved from the path to its operations",
    edit: (description) => {
      const { parameters, ...methods } = item(description, `${NOTES}/{note_id}`);
      for (const one of Object.values(methods)) Object.assign(one ?? {}, { parameters });
      delete item(description, `${NOTES}/{note_id}`).parameters;
    },
    want: "nothing",
    back: "nothing",
  },
  {
    name: "optional body, no query",
    edit: (description) => {
      remove(description).requestBody = { content: json({ type: "object" }) };
    },
    want: ["minor", "DELETE /notes/{note_id} · request: optional body added"],
    back: ["major", "DELETE /notes/{note_id} · request: body removed — breaks callers"],
  },
  {
    name: "optional body in the place of the query",
    edit: (description) => {
      list(description).requestBody = { content: json({ type: "object" }) };
    },
    want: ["major", "GET /notes · request: optional body added — breaks callers"],
    back: ["major", "GET /notes · request: body removed — breaks callers"],
  },
  {
    name: "required body",
    edit: (description) => {
      remove(description).requestBody = { required: true, content: json({ type: "object" }) };
    },
    want: ["major", "DELETE /notes/{note_id} · request: required body added — breaks callers"],
    back: ["major", "DELETE /notes/{note_id} · request: body removed — breaks callers"],
  },
  {
    name: "body becomes required",
    edit: (description) => {
      search(description).requestBody = { ...search(description).requestBody, required: true };
    },
    want: ["major", "POST /notes:search · request: body is required now — breaks callers"],
    back: ["minor", "POST /notes:search · request: body is optional now"],
  },
  {
    name: "media type",
    edit: (description) => {
      const { requestBody } = create(description);
      if (requestBody) requestBody.content = { ...requestBody.content, "text/plain": { schema: { type: "string" } } };
    },
    want: ["minor", "POST /notes · request: text/plain added"],
    back: ["major", "POST /notes · request: text/plain removed — breaks callers"],
  },
  {
    name: "success of a known type",
    edit: (description) => {
      create(description).responses[201] = response(ref("NoteAnswer"));
    },
    want: ["minor", "POST /notes · response 201: response added"],
    back: ["minor", "POST /notes · response 201: response removed"],
  },
  {
    name: "success of another type",
    edit: (description) => {
      create(description).responses[202] = response({ type: "object", properties: { ticket: { type: "string" } } });
    },
    want: ["major", "POST /notes · response 202: response with a body of another type added — breaks readers"],
    back: ["minor", "POST /notes · response 202: response removed"],
  },
  {
    name: "success without a body beside one with it",
    edit: (description) => {
      create(description).responses[204] = { description: "Nothing to say." };
    },
    want: ["major", "POST /notes · response 204: response with a body of another type added — breaks readers"],
    back: ["minor", "POST /notes · response 204: response removed"],
  },
  {
    name: "error of a known type",
    edit: (description) => {
      create(description).responses[429] = response(ref("Problem"));
    },
    want: ["minor", "POST /notes · response 429: response added"],
    back: ["minor", "POST /notes · response 429: response removed"],
  },
  {
    name: "error without a body",
    edit: (description) => {
      create(description).responses[503] = { description: "Not now." };
    },
    want: ["minor", "POST /notes · response 503: response added"],
    back: ["minor", "POST /notes · response 503: response removed"],
  },
  {
    name: "error of another type",
    edit: (description) => {
      create(description).responses[409] = response({ type: "object", properties: { holder: { type: "string" } } });
    },
    want: ["major", "POST /notes · response 409: response with a body of another type added — breaks readers"],
    back: ["minor", "POST /notes · response 409: response removed"],
  },
  {
    name: "body of a response",
    edit: (description) => {
      remove(description).responses[200] = response(ref("NoteAnswer"));
    },
    want: ["minor", "DELETE /notes/{note_id} · response 200: body added"],
    back: ["major", "DELETE /notes/{note_id} · response 200: body removed — breaks readers"],
  },
  {
    name: "header of a response",
    edit: (description) => {
      const headers = { "Retry-After": { schema: { type: "integer" } } };
      remove(description).responses[200] = Object.assign({ description: "Gone." }, { headers });
    },
    want: ["minor", "DELETE /notes/{note_id} · response 200: header Retry-After added"],
    back: ["major", "DELETE /notes/{note_id} · response 200: header Retry-After removed — breaks readers"],
  },
  {
    name: "security scheme",
    edit: (description) => {
      description.security = [{ bearer: [] }];
    },
    want: ["major", "security: security scheme basic no longer accepted — breaks callers (and in 4 more operations)"],
    back: ["minor", "security: security scheme basic accepted now (and in 4 more operations)"],
  },
  {
    name: "security scheme called otherwise",
    edit: (description) => {
      description.security = [{ bearer: [] }, { other: [] }];
      description.components = {
        ...description.components,
        securitySchemes: { bearer: { type: "http", scheme: "bearer" }, other: { type: "http", scheme: "basic" } },
      };
    },
    want: "nothing",
    back: "nothing",
  },
  {
    name: "region",
    edit: ({ servers }) => servers?.[0]?.variables?.region?.enum?.push("br"),
    want: ["minor", "servers · br: region br added"],
    back: ["major", "servers · br: region br removed — breaks callers"],
  },
  {
    name: "order of regions",
    edit: ({ servers }) => servers?.[0]?.variables?.region?.enum?.reverse(),
    want: "nothing",
    back: "nothing",
  },
  {
    name: "default region",
    edit: ({ servers }) => {
      const region = servers?.[0]?.variables?.region;
      if (region) region.default = "eu";
    },
    want: ["major", "servers: default region us is now eu — breaks callers"],
    back: ["major", "servers: default region eu is now us — breaks callers"],
  },
  {
    name: "host of all regions",
    edit: ({ servers = [] }) => {
      servers.splice(0, 1, { ...servers[0], url: "https://notes.example.com/{region}" });
    },
    want: ["minor", "servers: hosts https://us.notes.example.com, https://eu.notes.example.com are now"],
    back: ["minor", "servers: hosts https://notes.example.com/us, https://notes.example.com/eu are now"],
  },
  {
    name: "server of one operation",
    edit: (description) => {
      Object.assign(create(description), { servers: [{ url: "https://write.notes.example.com" }] });
    },
    want: ["major", "POST /notes · servers: servers changed — breaks callers"],
    back: ["major", "POST /notes · servers: servers changed — breaks callers"],
  },
  {
    name: "text of a path",
    edit: (description) => {
      Object.assign(item(description, NOTES), { summary: "All notes" });
    },
    want: ["patch", "paths · /notes: summary changed"],
    back: ["patch", "paths · /notes: summary changed"],
  },
  {
    name: "text of a security scheme",
    edit: ({ components }) => Object.assign(components?.securitySchemes?.basic ?? {}, { description: "A key." }),
    want: ["patch", "security: texts or addresses of schemes changed"],
    back: ["patch", "security: texts or addresses of schemes changed"],
  },
  {
    name: "how a body is encoded",
    edit: (description) => {
      const media = create(description).requestBody?.content?.["application/json"];
      Object.assign(media ?? {}, { encoding: { text: { style: "form" } } });
    },
    want: ["major", "POST /notes · request: encoding changed — breaks callers"],
    back: ["major", "POST /notes · request: encoding changed — breaks callers"],
  },
  {
    name: "example of a body",
    edit: (description) => {
      const media = create(description).requestBody?.content?.["application/json"];
      Object.assign(media ?? {}, { examples: { minimal: { value: { text: "hi" } } } });
    },
    want: ["patch", "POST /notes · request: examples changed"],
    back: ["patch", "POST /notes · request: examples changed"],
  },
  {
    name: "parameter deprecated",
    edit: (description) => {
      Object.assign(parameter(description, "color"), { deprecated: true });
    },
    want: ["minor", "GET /notes · query · color: deprecated"],
    back: ["patch", "GET /notes · query · color: no longer deprecated"],
  },
  {
    name: "callback",
    edit: ({ webhooks = {} }) => delete webhooks.NOTE_KEPT,
    want: ["major", "callback NOTE_KEPT · callback: callback removed — breaks handlers"],
    back: ["minor", "callback NOTE_KEPT · callback: callback added"],
  },
  {
    name: "field of a callback",
    edit: (description) => {
      const { schemas = {} } = description.components ?? {};
      schemas.NoteKept = { type: "object", properties: { note: { type: "object", properties: {} } } };
    },
    want: ["major", "callback NOTE_KEPT · payload · note.by: field removed — breaks readers"],
    back: ["minor", "callback NOTE_KEPT · payload · note.by: optional field added"],
  },
  {
    name: "property that a callback is recognised by",
    edit: (description) => {
      kept(description)["x-payload-property"] = "kept";
    },
    want: ["major", "callback NOTE_KEPT · payload: recognised by kept, no longer by note — breaks handlers"],
    back: ["major", "callback NOTE_KEPT · payload: recognised by note, no longer by kept — breaks handlers"],
  },
  {
    name: "named schema",
    edit: ({ components }) => Object.assign(components?.schemas ?? {}, { Spare: { type: "string" } }),
    want: ["minor", "types: exported now: Spare"],
    back: ["major", "types: no longer exported: Spare — breaks imports"],
  },
  {
    name: "summary of an operation",
    edit: (description) => {
      create(description).summary = "Keep a note";
    },
    want: ["patch", "POST /notes · summary: summary changed"],
    back: ["patch", "POST /notes · summary: summary changed"],
  },
  {
    name: "description of a response",
    edit: (description) => {
      remove(description).responses[200] = { description: "It is gone." };
    },
    want: ["patch", "DELETE /notes/{note_id} · response 200: description changed"],
    back: ["patch", "DELETE /notes/{note_id} · response 200: description changed"],
  },
  {
    name: "description of a tag",
    edit: (description) => {
      description.tags = [{ name: "Notes", description: "What is kept." }];
    },
    want: ["patch", "tags: texts of tags changed"],
    back: ["patch", "tags: texts of tags changed"],
  },
  {
    name: "version of the description",
    edit: ({ info }) => {
      info.version = "1.1.0";
    },
    want: ["patch", "info: info changed"],
    back: ["patch", "info: info changed"],
  },
  {
    name: "order of paths",
    edit: (description) => {
      description.paths = Object.fromEntries(Object.entries(description.paths).reverse());
    },
    want: "nothing",
    back: "nothing",
  },
  {
    name: "prefix of all paths",
    edit: (description) => {
      const paths = Object.entries(description.paths).map(([path, value]) => [path.replace("/v1/", "/v2/"), value]);
      description.paths = Object.fromEntries(paths);
    },
    want: ["major", "paths: prefix /v1/projects/{project_id} is now /v2/projects/{project_id} — breaks callers"],
    back: ["major", "paths: prefix /v2/projects/{project_id} is now /v1/projects/{project_id} — breaks callers"],
  },
];
