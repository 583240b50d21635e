import { symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { REPOSITORY } from "@sinch-fetch/workspace";
import { beforeAll, describe, expect, test } from "vitest";
import { brokenPrograms } from "../../src/promises/broken-programs.ts";
import { type Declarations, projectWith } from "./made-up-packages.ts";

/** A change of a package's types, and a program that uses what changes; `it` is the package. */
interface Case {
  readonly title: string;
  readonly program: string;
  readonly old: Declarations;
  readonly now: Declarations;
}

const CLIENT = (members: string) => `export interface Client { ${members} }\nexport declare function create(): Client;`;
const SEND = (request: string) => CLIENT(`send(body: ${request}): void;`);
const GET = (response: string) => CLIENT(`get(): Promise<${response}>;`);
const OPTIONS = (options: string) => `export declare function create(options: ${options}): void;`;
const ONE_OF = (...kinds: string[]) =>
  kinds
    .map((own) => `{ ${kinds.map((kind) => (kind === own ? `${kind}: string` : `${kind}?: never`)).join("; ")} }`)
    .join(" | ");

/** A client of openapi-fetch with one operation. */
const WIRE = (operation: string) => `
  export declare const POST: import("openapi-fetch").ClientMethod<{ "/a": { post: ${operation} } }, "post", "application/json">;`;
const JSON_OF = (body: string) => `{ content: { "application/json": ${body} } }`;

/** What breaks a program that compiled before. */
const BREAKS: readonly Case[] = [
  {
    title: "a function that is gone",
    program: "it.b();",
    old: "export declare function a(): void; export declare function b(): void;",
    now: "export declare function a(): void;",
  },
  { title: "a type that is gone", program: 'export const a: it.A = "";', old: "export type A = string;", now: "" },
  {
    title: "a module that is gone",
    program: 'export const a: import("@sinch-fetch/PACKAGE/more").A = "";',
    old: { ".": "", "./more": "export type A = string;" },
    now: "",
  },
  {
    title: "a class that is a type only",
    program: "export const is = (value: unknown) => value instanceof it.A;",
    old: "export declare class A { a: string }",
    now: "export interface A { a: string }",
  },
  {
    title: "a method that is gone",
    program: "it.create().b();",
    old: CLIENT("a(): void; b(): void"),
    now: CLIENT("a(): void"),
  },
  {
    title: "a field of a request that takes less",
    program: "export const send = (a: string) => it.create().send({ a });",
    old: SEND("{ a: string }"),
    now: SEND('{ a: "X" }'),
  },
  {
    title: "a field of a request that takes a pattern only",
    program: 'it.create().send({ a: "1" });',
    old: SEND("{ a: string }"),
    now: SEND("{ a: `+${number}` }"),
  },
  {
    title: "a value of a request that is taken no more",
    program: 'it.create().send({ a: "Y" });',
    old: SEND('{ a?: "X" | "Y" | "Z" }'),
    now: SEND('{ a?: "X" }'),
  },
  {
    title: "a field of a request that takes null no more",
    program: "it.create().send({ a: null });",
    old: SEND("{ a?: string | null }"),
    now: SEND("{ a?: string }"),
  },
  {
    title: "an option that takes undefined no more",
    program: "it.create({ a: undefined });",
    old: OPTIONS("{ a?: string | undefined }"),
    now: OPTIONS("{ a?: string }"),
  },
  {
    title: "an optional field of a request that is gone",
    program: 'export type C = NonNullable<Parameters<it.Client["send"]>[0]["b"]>["c"];',
    old: SEND("{ a: string; b?: { c?: string } }"),
    now: SEND("{ a: string; b?: {} }"),
  },
  {
    title: "a field of a request that is required now",
    program: "it.create().send({});",
    old: SEND("{ a?: string }"),
    now: SEND("{ a: string }"),
  },
  {
    title: "a new field of a request that is required",
    program: 'it.create().send({ a: "" });',
    old: SEND("{ a: string }"),
    now: SEND("{ a: string; b: string }"),
  },
  {
    title: "a kind of request that is gone",
    program: 'it.create().send({ c: "" });',
    old: SEND(ONE_OF("a", "b", "c")),
    now: SEND(ONE_OF("a", "b")),
  },
  {
    title: "a field of one kind of request, deep down",
    program: 'it.create().send({ a: { size: "L" } });',
    old: SEND('{ common?: string } & ({ a: { size?: "S" | "L" }; b?: never } | { b: string; a?: never })'),
    now: SEND('{ common?: string } & ({ a: { size?: "S" }; b?: never } | { b: string; a?: never })'),
  },
  {
    title: "an option that is renamed",
    program: "it.create({ deadlineMs: 1 });",
    old: OPTIONS("{ deadlineMs?: number }"),
    now: OPTIONS("{ limitMs?: number }"),
  },
  {
    title: "an option that is required now",
    program: "it.create({});",
    old: OPTIONS("{ auth?: string }"),
    now: OPTIONS("{ auth: string }"),
  },
  {
    title: "an argument that takes less, though methods are lenient",
    program: "it.create().get(1);",
    old: CLIENT("get(id: string | number): void"),
    now: CLIENT("get(id: string): void"),
  },
  {
    title: "an argument that is required now",
    program: "it.create().get();",
    old: CLIENT("get(id?: string): void"),
    now: CLIENT("get(id: string): void"),
  },
  {
    title: "a new argument that is required",
    program: "it.create().get();",
    old: CLIENT("get(): void"),
    now: CLIENT("get(id: string): void"),
  },
  {
    title: "an argument that is gone",
    program: 'it.create().get("", { a: "" });',
    old: CLIENT("get(id: string, query?: { a?: string }): void"),
    now: CLIENT("get(id: string): void"),
  },
  {
    title: "an overload that is gone",
    program: "export const got: number = it.create().get(1);",
    old: CLIENT("get(id: string): string; get(id: number): number"),
    now: CLIENT("get(id: string): string"),
  },
  {
    title: "another response",
    program: "export const read = async (): Promise<string> => (await it.create().get()).a;",
    old: GET("{ a: string }"),
    now: GET("{ a: number }"),
  },
  {
    title: "another return type",
    program: "export const got: Promise<string> = it.create().get();",
    old: CLIENT("get(): Promise<string>"),
    now: CLIENT("get(): string"),
  },
  {
    title: "a field of a response that may be null",
    program: "export const read = async () => (await it.create().get()).a.length;",
    old: GET("{ a: string }"),
    now: GET("{ a: string | null }"),
  },
  {
    title: "an optional field of a response that may be null",
    program: "export const read = async (): Promise<string | undefined> => (await it.create().get()).a;",
    old: GET("{ a?: string }"),
    now: GET("{ a?: string | null }"),
  },
  {
    title: "a field of a response that may be absent",
    program: "export const read = async () => (await it.create().get()).a.length;",
    old: GET("{ a: string }"),
    now: GET("{ a?: string }"),
  },
  {
    title: "an optional field of a response that is gone",
    program: "export const read = async () => (await it.create().get()).b;",
    old: GET("{ a?: string; b?: string }"),
    now: GET("{ a?: string }"),
  },
  {
    title: "a new value in a response that listed all of them",
    program: 'export const read = async (): Promise<"X"> => (await it.create().get()).a;',
    old: GET('{ a: "X" }'),
    now: GET('{ a: "X" | "Y" }'),
  },
  {
    title: "a new kind of response, where kinds were told apart",
    program: "export const read = async () => (await it.create().get()).a;",
    old: GET('{ kind: "a"; a: string }'),
    now: GET('{ kind: "a"; a: string } | { kind: "b"; b: string }'),
  },
  {
    title: "a field of the items of a list",
    program: "export async function read() { for await (const { a } of it.create().list()) console.log(a.length); }",
    old: CLIENT("list(): AsyncIterable<{ a: string }>"),
    now: CLIENT("list(): AsyncIterable<{ a?: string }>"),
  },
  {
    title: "a list that is readonly now",
    program: 'export const read = async () => (await it.create().get()).push("");',
    old: GET("string[]"),
    now: GET("readonly string[]"),
  },
  {
    title: "a list that can't be readonly any more",
    program: "export const send = (to: readonly string[]) => it.create().send({ to });",
    old: SEND("{ to: readonly string[] }"),
    now: SEND("{ to: string[] }"),
  },
  {
    title: "any keys that are taken no more",
    program: "it.create().send({ more: 1 });",
    old: SEND("{ a?: string; [key: string]: unknown }"),
    now: SEND("{ a?: string }"),
  },
  {
    title: "what could be anything and is something",
    program: "export const read = async (): Promise<number> => (await it.create().get()).a;",
    old: GET("{ a: any }"),
    now: GET("{ a: string }"),
  },
  {
    title: "what was known and is not any more",
    program: "export const read = async (): Promise<string> => (await it.create().get()).a;",
    old: GET("{ a: string }"),
    now: GET("{ a: unknown }"),
  },
  {
    title: "what a callback is called with",
    program: "it.create({ on: ({ at }) => console.log(at) });",
    old: OPTIONS("{ on?: (event: { id: string; at: string }) => void }"),
    now: OPTIONS("{ on?: (event: { id: string }) => void }"),
  },
  {
    title: "an argument that a callback may be called without",
    program: "it.create({ on: (event: string) => console.log(event.length) });",
    old: OPTIONS("{ on: (event: string) => void }"),
    now: OPTIONS("{ on: (event?: string) => void }"),
  },
  {
    title: "what a callback must return",
    program: "it.create({ on: () => undefined });",
    old: OPTIONS("{ on: () => string | undefined }"),
    now: OPTIONS("{ on: () => string }"),
  },
  {
    title: "a callback that must return something now",
    program: "it.create({ on: () => {} });",
    old: OPTIONS("{ on: () => void }"),
    now: OPTIONS("{ on: () => string }"),
  },
  {
    title: "no response where there was one",
    program: "export const read = async () => (await it.create().get()).a;",
    old: GET("{ a: string }"),
    now: GET("void"),
  },
  {
    title: "a field of an operation's body",
    program: 'it.POST("/a", { body: {} });',
    old: WIRE(`{ requestBody: ${JSON_OF("{ a?: string }")}; responses: {} }`),
    now: WIRE(`{ requestBody: ${JSON_OF("{ a: string }")}; responses: {} }`),
  },
  {
    title: "the body of an operation that is required now",
    program: 'it.POST("/a", {});',
    old: WIRE(`{ requestBody?: ${JSON_OF("{ a?: string }")}; responses: {} }`),
    now: WIRE(`{ requestBody: ${JSON_OF("{ a?: string }")}; responses: {} }`),
  },
  {
    title: "an operation's first body, which is required",
    program: 'it.POST("/a", {});',
    old: WIRE("{ requestBody?: never; responses: {} }"),
    now: WIRE(`{ requestBody: ${JSON_OF("{ a?: string }")}; responses: {} }`),
  },
  {
    title: "a response of an operation that says nothing any more",
    program: 'export const read = async () => (await it.POST("/a", {})).data?.a.length;',
    old: WIRE(`{ responses: { 200: ${JSON_OF("{ a: string }")}; 400: ${JSON_OF("{ b: string }")} } }`),
    now: WIRE(`{ responses: { 204: { content?: never }; 400: ${JSON_OF("{ b?: string }")} } }`),
  },
  {
    title: "a constructor",
    program: 'export const failure = new it.Failure("");',
    old: "export declare class Failure extends Error { constructor(message: string); }",
    now: "export declare class Failure extends Error { constructor(message: string, status: number); }",
  },
  {
    title: "a member of a class",
    program: "export const status = (failure: it.Failure) => failure.status;",
    old: "export declare class Failure extends Error { #id; readonly status: number; }",
    now: "export declare class Failure extends Error { #id; }",
  },
  {
    title: "a guard that narrows no type",
    program: "export const read = (value: unknown) => (it.isA(value) ? value.a : undefined);",
    old: "export declare const isA: (value: unknown) => value is { a: string };",
    now: "export declare const isA: (value: unknown) => boolean;",
  },
  {
    title: "a type parameter more",
    program: "export const page: it.Page<string> = { items: [] };",
    old: "export interface Page<Item> { items: Item[] }",
    now: "export interface Page<Item, Next> { items: Item[]; next?: Next }",
  },
  {
    title: "a type argument that a function takes no more",
    program: 'it.start<"b">(["b"]);',
    old: 'export declare function start<Name extends "a" | "b">(names: Name[]): void;',
    now: 'export declare function start<Name extends "a">(names: Name[]): void;',
  },
  {
    title: "a type argument that a function took any of",
    program: "it.start([1]);",
    old: "export declare function start<Name>(names: Name[]): void;",
    now: "export declare function start<Name extends string>(names: Name[]): void;",
  },
  {
    title: "a type argument that a type takes no more",
    program: 'export const named: it.Named<"b"> = { name: "b" };',
    old: 'export type Named<Name extends "a" | "b"> = { name: Name };',
    now: 'export type Named<Name extends "a"> = { name: Name };',
  },
  {
    title: "a type that no function leads to",
    program: 'export const settings: it.Settings = { a: "" };',
    old: "export interface Settings { a: string }",
    now: "export interface Settings { a: number }",
  },
  {
    title: "a value of a generic option",
    program: 'it.create({ region: "eu" });',
    old: `export interface Options<Region extends string> { region?: Region } ${OPTIONS('Options<"us" | "eu">')}`,
    now: `export interface Options<Region extends string> { region?: Region } ${OPTIONS('Options<"us">')}`,
  },
  {
    title: "a type that has taken another's name",
    program: "export const read = (response: it.Response) => response.a;",
    old: `export interface Response { a: string } ${GET("Response")}`,
    now: `export interface Reply { a: string } export interface Response { b: string } ${GET("Reply")}`,
  },
];

/** What a program that compiled before does not notice. */
const KEPT: readonly Case[] = [
  {
    title: "a new export",
    program: 'export const a: it.A = "";',
    old: "export type A = string;",
    now: "export type A = string; export type B = string;",
  },
  {
    title: "a new module",
    program: 'export const a: it.A = "";',
    old: "export type A = string;",
    now: { ".": "export type A = string;", "./b": "" },
  },
  { title: "a new method", program: "it.create().a();", old: CLIENT("a(): void"), now: CLIENT("a(): void; b(): void") },
  {
    title: "another comment",
    program: 'export const a: it.A = "";',
    old: "/** One. */ export type A = string;",
    now: "/** Two. */ export type A = string;",
  },
  {
    title: "a new optional field of a request",
    program: 'it.create().send({ a: "" });',
    old: SEND("{ a: string }"),
    now: SEND("{ a: string; b?: string }"),
  },
  {
    title: "a field of a request that is optional now",
    program: 'it.create().send({ a: "" });',
    old: SEND("{ a: string }"),
    now: SEND("{ a?: string }"),
  },
  {
    title: "a new value of a request",
    program: 'it.create().send({ a: "X" });',
    old: SEND('{ a: "X" }'),
    now: SEND('{ a: "X" | "Y" }'),
  },
  {
    title: "a new kind of request",
    program: 'it.create().send({ b: "" });',
    old: SEND(ONE_OF("a", "b")),
    now: SEND(ONE_OF("a", "b", "c")),
  },
  {
    title: "a request that may be null",
    program: 'it.create().send({ a: "" });',
    old: SEND("{ a?: string }"),
    now: SEND("{ a?: string | null }"),
  },
  {
    title: "a new field of a response",
    program: "export const read = async (): Promise<{ a: string }> => await it.create().get();",
    old: GET("{ a: string }"),
    now: GET("{ a: string; b: string }"),
  },
  {
    title: "a field of a response that is always there",
    program: "export const read = async () => (await it.create().get()).a?.length;",
    old: GET("{ a?: string }"),
    now: GET("{ a: string }"),
  },
  {
    title: "a field of a response that is never null",
    program: "export const read = async () => (await it.create().get()).a?.length;",
    old: GET("{ a: string | null }"),
    now: GET("{ a: string }"),
  },
  {
    title: "a new value of a response that listed not all of them",
    program: 'export const read = async () => (await it.create().get()).a === "X";',
    old: GET('{ a?: "X" | (string & {}) }'),
    now: GET('{ a?: "X" | "Y" | (string & {}) }'),
  },
  {
    title: "a new optional argument",
    program: "it.create().get();",
    old: CLIENT("get(): void"),
    now: CLIENT("get(id?: string): void"),
  },
  {
    title: "an argument with another name",
    program: 'it.create().get("");',
    old: CLIENT("get(id: string): void"),
    now: CLIENT("get(key: string): void"),
  },
  {
    title: "an argument that takes more",
    program: 'it.create().get("");',
    old: CLIENT("get(id: string): void"),
    now: CLIENT("get(id: unknown): void"),
  },
  {
    title: "a new overload",
    program: "export const got: string = it.create().get();",
    old: CLIENT("get(): string"),
    now: CLIENT("get(): string; get(id: number): number"),
  },
  {
    title: "a response where there was none",
    program: "export const read = async () => { await it.create().get(); };",
    old: GET("void"),
    now: GET("{ a: string }"),
  },
  {
    title: "a callback that need not return anything any more",
    program: 'it.create({ on: () => "" });',
    old: OPTIONS("{ on?: () => string }"),
    now: OPTIONS("{ on?: () => void }"),
  },
  {
    title: "the body of an operation that is optional now, and a further response like the first",
    program: 'export const read = async () => (await it.POST("/a", { body: { a: "" } })).data?.a.length;',
    old: WIRE(`{ requestBody: ${JSON_OF("{ a: string }")}; responses: { 200: ${JSON_OF("{ a: string }")} } }`),
    now: WIRE(
      `{ requestBody?: ${JSON_OF("{ a: string }")}; responses: { 200: ${JSON_OF("{ a: string }")}; 201: ${JSON_OF("{ a: string }")} } }`,
    ),
  },
  {
    title: "a new option",
    program: 'it.create({ a: "" });',
    old: OPTIONS("{ a: string }"),
    now: OPTIONS("{ a: string; b?: number }"),
  },
  {
    title: "a callback that is called with more",
    program: "it.create({ on: ({ id }) => console.log(id.length) });",
    old: OPTIONS("{ on: (event: { id: string }) => void }"),
    now: OPTIONS("{ on: (event: { id: string; at: string }, attempt: number) => void }"),
  },
  {
    title: "a list that may be readonly",
    program: 'it.create().send({ to: [""] });',
    old: SEND("{ to: string[] }"),
    now: SEND("{ to: readonly string[] }"),
  },
  {
    title: "an interface that became an alias, with its members in another order",
    program: "export const read = async (): Promise<it.A> => await it.create().get();",
    old: `export interface A { a: string; b?: number } ${GET("A")}`,
    now: `export type A = { b?: number } & { a: string }; ${GET("A")}`,
  },
  {
    title: "a method that became a function",
    program: 'it.create().send({ a: "" });',
    old: CLIENT("send(body: { a: string }): void"),
    now: CLIENT("send: (body: { a: string }) => void"),
  },
  {
    title: "other private members",
    program: "export const read = ({ c }: it.A) => c;",
    old: "export declare class A { #a; private b: string; c: string; }",
    now: "export declare class A { #d; private b: number; c: string; }",
  },
  {
    title: "an inherited member",
    program: 'export const a: it.A = { a: "", b: "" };',
    old: "export interface A { a: string; b: string }",
    now: "export interface Base { a: string } export interface A extends Base { b: string }",
  },
  {
    title: "a type parameter with another name, and a new one with a default",
    program: "export const map = (page: it.Page<string>): it.Page<number> => page.map((item) => item.length);",
    old: "export interface Page<Item> { items: Item[]; map<To>(to: (item: Item) => To): Page<To> }",
    now: "export interface Page<Entry, Next = string> { items: Entry[]; map<B>(to: (item: Entry) => B): Page<B>; next?: Next }",
  },
  {
    title: "a type argument of which more are taken",
    program: 'it.start(["a"], "a");',
    old: 'export declare function start<Name extends "a", Other extends Name>(names: Name[], other: Other): void;',
    now: 'export declare function start<Key extends "a" | "b", To extends Key>(names: Key[], other: To): void;',
  },
  {
    title: "a recursive type",
    program:
      "export const values = ({ value, children }: it.Tree): string[] => [value, ...children.flatMap(values)]; values(it.tree());",
    old: "export interface Tree { value: string; children: Tree[] } export declare function tree(): Tree;",
    now: "export interface Tree { value: string; children: Tree[]; parent?: Tree } export declare function tree(): Tree;",
  },
  {
    title: "a new value of a request that has a name",
    program: 'export const height: it.Height = "S"; it.create().send({ height });',
    old: `export type Height = "S" | "M"; ${SEND("{ height?: Height }")}`,
    now: `export type Height = "S" | "M" | "L"; ${SEND("{ height?: Height }")}`,
  },
  {
    title: "a new optional field in what requests have in common",
    program: 'it.create().send({ a: "", b: "" });',
    old: `export interface Base { a: string } ${SEND("Base & { b: string }")}`,
    now: `export interface Base { a?: string } ${SEND("Base & { b: string }")}`,
  },
  {
    title: "a field of a type that no function leads to, which may be given or taken",
    program: 'export const settings: it.Settings = { a: "" };',
    old: "export interface Settings { a: string }",
    now: "export interface Settings { a?: string }",
  },
  {
    title: "types of the platform",
    program:
      "export const read = async (): Promise<[number, URL]> => { const { status, a } = await it.create().get(); return [status, a]; };",
    old: GET("Response & { a: URL }"),
    now: GET("Response & { a: URL }"),
  },
];

/** All cases in one project: the compiler reads the types of the platform once. */
const cases = [...BREAKS, ...KEPT].map((own, index) => {
  const name = `case${index}`;
  const text = `import * as it from "@sinch-fetch/${name}";\n${own.program.replace("PACKAGE", name)}\nexport { it };\n`;
  return { ...own, name, program: { place: own.title, file: `${name}.ts`, text, packages: [`@sinch-fetch/${name}`] } };
});
let brokenBefore: readonly string[];
let brokenNow: readonly string[];

beforeAll(async () => {
  [brokenBefore, brokenNow] = await Promise.all([brokenWith("old"), brokenWith("now")]);
});

/** The titles of the cases whose programs do not compile with one side's packages. */
async function brokenWith(side: "old" | "now"): Promise<readonly string[]> {
  const project = projectWith(Object.fromEntries(cases.map((own) => [own.name, own[side]])));
  const client = createRequire(join(REPOSITORY, "packages/conversation/package.json"));
  symlinkSync(dirname(client.resolve("openapi-fetch/package.json")), join(project, "node_modules/openapi-fetch"));
  const broken = await brokenPrograms(
    project,
    cases.map(({ program }) => program),
  );
  return broken.map(({ place }) => place);
}

test("all programs compile with the packages as they were", () => {
  expect(brokenBefore).toEqual([]);
});

describe.each([
  ["is broken by", cases.slice(0, BREAKS.length), true],
  ["is not broken by", cases.slice(BREAKS.length), false],
])("a program %s", (_, own, isBroken) => {
  test.each(own)("$title", ({ title }) => {
    expect(brokenNow.includes(title)).toBe(isBroken);
  });
});
