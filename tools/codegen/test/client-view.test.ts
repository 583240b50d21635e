import {
  BrokenDescription,
  clientView,
  type Description,
  type Parameter,
  projectPrefix,
} from "@sinch-fetch/description";
import { descriptionOf, operation } from "@sinch-fetch/description/testing";
import { describe, expect, test } from "vitest";

const PROJECT: Parameter = { name: "project_id", in: "path", required: true };
const NOTE: Parameter = { name: "note_id", in: "path", required: true };

describe("projectPrefix", () => {
  test.each([
    { given: ["/v1/projects/{project_id}/notes", "/v1/projects/{project_id}/tags"], want: "/v1/projects/{project_id}" },
    { given: ["/v2/projects/{project_id}/notes"], want: "/v2/projects/{project_id}" },
    { given: ["/oauth2/token", "/notes"], want: undefined },
    { given: ["/v1/projects/{project_id}"], want: undefined },
    { given: [], want: undefined },
  ])("of $given is $want", ({ given, want }) => {
    expect(projectPrefix(descriptionOf(pathsOf(given)))).toBe(want);
  });

  test.each([
    { given: ["/v1/projects/{project_id}/notes", "/notes"] },
    { given: ["/v1/projects/{project_id}/notes", "/v2/projects/{project_id}/notes"] },
  ])("refuses $given, of which no client could bind one project", ({ given }) => {
    expect(() => projectPrefix(descriptionOf(pathsOf(given)))).toThrow(BrokenDescription);
  });

  function pathsOf(paths: string[]) {
    return Object.fromEntries(paths.map((path) => [path, { get: operation() }]));
  }
});

describe("clientView", () => {
  test("takes the prefix from the paths and the project from the parameters, wherever they stand", () => {
    const description: Description = {
      ...descriptionOf({
        "/v1/projects/{project_id}/notes": {
          parameters: [{ $ref: "#/components/parameters/ProjectId" } as Parameter],
          get: operation(),
        },
        "/v1/projects/{project_id}/notes/{note_id}": {
          parameters: [NOTE],
          get: operation({ parameters: [PROJECT, { name: "project_id", in: "query" }] }),
        },
      }),
      components: { parameters: { ProjectId: PROJECT, NoteId: NOTE } },
    };

    expect(clientView(description, "/v1/projects/{project_id}")).toEqual({
      ...descriptionOf({
        "/notes": { get: operation() },
        "/notes/{note_id}": {
          parameters: [NOTE],
          get: operation({ parameters: [{ name: "project_id", in: "query" }] }),
        },
      }),
      components: { parameters: { NoteId: NOTE } },
    });
  });

  test("leaves no empty lists and maps of parameters behind", () => {
    const description: Description = {
      ...descriptionOf({ "/v1/projects/{project_id}/notes": { parameters: [PROJECT], get: operation() } }),
      components: { parameters: { ProjectId: PROJECT } },
    };

    const view = clientView(description, "/v1/projects/{project_id}");

    expect(view.components).toEqual({});
    expect(Object.keys(view.paths["/notes"] ?? {})).toEqual(["get"]);
  });
});
