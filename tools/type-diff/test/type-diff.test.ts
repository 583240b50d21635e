import { describe, expect, test } from "vitest";
import { typeDiff } from "../src/type-diff.ts";
import { type Declarations, projectWith } from "./releases.ts";

interface Case {
  readonly title: string;
  readonly old: Declarations;
  readonly now: Declarations;
  /** What the lines say, without the package's name. */
  readonly want: readonly string[];
}

const CLIENT = (members: string) => `export interface Client { ${members} }\nexport declare function create(): Client;`;
const SEND = (request: string) => CLIENT(`send(body: ${request}): void;`);
const GET = (answer: string) => CLIENT(`get(): Promise<${answer}>;`);
const OPTIONS = (options: string) => `export declare function create(options: ${options}): void;`;
const ONE_OF = (...kinds: string[]) =>
  kinds
    .map((own) => `{ ${kinds.map((kind) => (kind === own ? `${kind}: string` : `${kind}?: never`)).join("; ")} }`)
    .join(" | ");

/** A client of openapi-fetch with one operation. */
const WIRE = (operation: string) => `
  type ClientMethod<Paths, Method, Media> = (path: keyof Paths) => [Method, Media];
  export declare const POST: ClientMethod<{ "/a": { post: ${operation} } }, "post", "application/json">;`;
const JSON_OF = (body: string) => `{ content: { "application/json": ${body} } }`;

/** What breaks a program that compiled before. */
const BREAKS: readonly Case[] = [
  {
    title: "a function that is gone",
    old: "export declare function a(): void; export declare function b(): void;",
    now: "export declare function a(): void;",
    want: ["b is gone"],
  },
  { title: "a type that is gone", old: "export type A = string;", now: "", want: ["A is gone"] },
  {
    title: "a module that is gone",
    old: { ".": "", "./more": "export type A = string;" },
    now: "",
    want: ["/more: is gone"],
  },
  {
    title: "a class that is a type only",
    old: "export declare class A { a: string }",
    now: "export interface A { a: string }",
    want: ["A is a type only"],
  },
  {
    title: "a method that is gone",
    old: CLIENT("a(): void; b(): void"),
    now: CLIENT("a(): void"),
    want: ["create().b is gone"],
  },
  {
    title: "a field of a request that takes less",
    old: SEND("{ a: string }"),
    now: SEND('{ a: "X" }'),
    want: ['create().send(body).a takes "X", took string'],
  },
  {
    title: "a field of a request that takes a pattern only",
    old: SEND("{ a: string }"),
    now: SEND("{ a: `+${number}` }"),
    want: ["create().send(body).a takes `+${number}`, took string"],
  },
  {
    title: "a value of a request that is taken no more",
    old: SEND('{ a?: "X" | "Y" | "Z" }'),
    now: SEND('{ a?: "X" }'),
    want: ['create().send(body).a takes "Y", "Z" no more'],
  },
  {
    title: "a field of a request that takes null no more",
    old: SEND("{ a?: string | null }"),
    now: SEND("{ a?: string }"),
    want: ["create().send(body).a takes null no more"],
  },
  {
    title: "an option that takes undefined no more",
    old: OPTIONS("{ a?: string | undefined }"),
    now: OPTIONS("{ a?: string }"),
    want: ["create(options).a takes undefined no more"],
  },
  {
    title: "an optional field of a request that is gone",
    old: SEND("{ a: string; b?: { c?: string } }"),
    now: SEND("{ a: string; b?: {} }"),
    want: ["create().send(body).b.c is gone"],
  },
  {
    title: "a field of a request that is required now",
    old: SEND("{ a?: string }"),
    now: SEND("{ a: string }"),
    want: ["create().send(body).a is required now"],
  },
  {
    title: "a new field of a request that is required",
    old: SEND("{ a: string }"),
    now: SEND("{ a: string; b: string }"),
    want: ["create().send(body).b is required now"],
  },
  {
    title: "a kind of request that is gone",
    old: SEND(ONE_OF("a", "b", "c")),
    now: SEND(ONE_OF("a", "b")),
    want: ["create().send(body).a is required now", "create().send(body).c is gone"],
  },
  {
    title: "a field of one kind of request, deep down",
    old: SEND('{ common?: string } & ({ a: { size?: "S" | "L" }; b?: never } | { b: string; a?: never })'),
    now: SEND('{ common?: string } & ({ a: { size?: "S" }; b?: never } | { b: string; a?: never })'),
    want: ['create().send(body).a.size takes "L" no more'],
  },
  {
    title: "an option that is renamed",
    old: OPTIONS("{ deadlineMs?: number }"),
    now: OPTIONS("{ limitMs?: number }"),
    want: ["create(options).deadlineMs is gone"],
  },
  {
    title: "an option that is required now",
    old: OPTIONS("{ auth?: string }"),
    now: OPTIONS("{ auth: string }"),
    want: ["create(options).auth is required now"],
  },
  {
    title: "an argument that takes less, though methods are lenient",
    old: CLIENT("get(id: string | number): void"),
    now: CLIENT("get(id: string): void"),
    want: ["create().get(id) takes number no more"],
  },
  {
    title: "an argument that is required now",
    old: CLIENT("get(id?: string): void"),
    now: CLIENT("get(id: string): void"),
    want: ["create().get(id) is required now"],
  },
  {
    title: "a new argument that is required",
    old: CLIENT("get(): void"),
    now: CLIENT("get(id: string): void"),
    want: ["create().get(id) is required now"],
  },
  {
    title: "an argument that is gone",
    old: CLIENT("get(id: string, query?: { a?: string }): void"),
    now: CLIENT("get(id: string): void"),
    want: ["create().get(query) is no argument any more"],
  },
  {
    title: "an overload that is gone",
    old: CLIENT("get(id: string): string; get(id: number): number"),
    now: CLIENT("get(id: string): string"),
    want: ["create().get(id) takes string, took number", "create().get() gives string, gave number"],
  },
  {
    title: "another answer",
    old: GET("{ a: string }"),
    now: GET("{ a: number }"),
    want: ["create().get().a gives number, gave string"],
  },
  {
    title: "another return type",
    old: CLIENT("get(): Promise<string>"),
    now: CLIENT("get(): string"),
    want: ["create().get() gives string, gave Promise<string>"],
  },
  {
    title: "a field of an answer that may be null",
    old: GET("{ a: string }"),
    now: GET("{ a: string | null }"),
    want: ["create().get().a gives null too"],
  },
  {
    title: "an optional field of an answer that may be null",
    old: GET("{ a?: string }"),
    now: GET("{ a?: string | null }"),
    want: ["create().get().a gives null too"],
  },
  {
    title: "a field of an answer that may be absent",
    old: GET("{ a: string }"),
    now: GET("{ a?: string }"),
    want: ["create().get().a may be absent now"],
  },
  {
    title: "an optional field of an answer that is gone",
    old: GET("{ a?: string; b?: string }"),
    now: GET("{ a?: string }"),
    want: ["create().get().b is gone"],
  },
  {
    title: "a new value in an answer that listed all of them",
    old: GET('{ a: "X" }'),
    now: GET('{ a: "X" | "Y" }'),
    want: ['create().get().a gives "Y" too'],
  },
  {
    title: "a new kind of answer, where kinds were told apart",
    old: GET('{ kind: "a"; a: string }'),
    now: GET('{ kind: "a"; a: string } | { kind: "b"; b: string }'),
    want: ['create().get().kind gives "b", gave "a"', "create().get().a is gone"],
  },
  {
    title: "a field of the items of a list",
    old: CLIENT("list(): AsyncIterable<{ a: string }>"),
    now: CLIENT("list(): AsyncIterable<{ a?: string }>"),
    want: ["create().list().a may be absent now"],
  },
  {
    title: "a list that is readonly now",
    old: GET("string[]"),
    now: GET("readonly string[]"),
    want: ["create().get() is a readonly list now"],
  },
  {
    title: "a list that can't be readonly any more",
    old: SEND("{ to: readonly string[] }"),
    now: SEND("{ to: string[] }"),
    want: ["create().send(body).to takes no readonly list any more"],
  },
  {
    title: "any keys that are taken no more",
    old: SEND("{ a?: string; [key: string]: unknown }"),
    now: SEND("{ a?: string }"),
    want: ["create().send(body)[string] is gone"],
  },
  {
    title: "what could be anything and is something",
    old: GET("{ a: any }"),
    now: GET("{ a: string }"),
    want: ["create().get().a gives string, gave any"],
  },
  {
    title: "what was known and is not any more",
    old: GET("{ a: string }"),
    now: GET("{ a: unknown }"),
    want: ["create().get().a gives unknown, gave string"],
  },
  {
    title: "what a callback is called with",
    old: OPTIONS("{ on?: (event: { id: string; at: string }) => void }"),
    now: OPTIONS("{ on?: (event: { id: string }) => void }"),
    want: ["create(options).on(event).at is gone"],
  },
  {
    title: "an argument that a callback may be called without",
    old: OPTIONS("{ on: (event: string) => void }"),
    now: OPTIONS("{ on: (event?: string) => void }"),
    want: ["create(options).on(event) may be absent now"],
  },
  {
    title: "what a callback must return",
    old: OPTIONS("{ on: () => string | undefined }"),
    now: OPTIONS("{ on: () => string }"),
    want: ["create(options).on() takes undefined no more"],
  },
  {
    title: "a callback that must return something now",
    old: OPTIONS("{ on: () => void }"),
    now: OPTIONS("{ on: () => string }"),
    want: ["create(options).on() takes string, took void"],
  },
  {
    title: "no response where there was one",
    old: GET("{ a: string }"),
    now: GET("void"),
    want: ["create().get() gives void, gave { a: string; }"],
  },
  {
    title: "a field of an operation's body",
    old: WIRE(`{ requestBody: ${JSON_OF("{ a?: string }")}; responses: {} }`),
    now: WIRE(`{ requestBody: ${JSON_OF("{ a: string }")}; responses: {} }`),
    want: ['POST("/a")(body).a is required now'],
  },
  {
    title: "the body of an operation that is required now",
    old: WIRE(`{ requestBody?: ${JSON_OF("{ a?: string }")}; responses: {} }`),
    now: WIRE(`{ requestBody: ${JSON_OF("{ a?: string }")}; responses: {} }`),
    want: ['POST("/a")(body) is required now'],
  },
  {
    title: "an operation's first body, which is required",
    old: WIRE("{ requestBody?: never; responses: {} }"),
    now: WIRE(`{ requestBody: ${JSON_OF("{ a?: string }")}; responses: {} }`),
    want: ['POST("/a")(body) is required now'],
  },
  {
    title: "an answer of an operation that says nothing any more",
    old: WIRE(`{ responses: { 200: ${JSON_OF("{ a: string }")}; 400: ${JSON_OF("{ b: string }")} } }`),
    now: WIRE(`{ responses: { 204: { content?: never }; 400: ${JSON_OF("{ b?: string }")} } }`),
    want: ['POST("/a").data is gone', 'POST("/a").error.b may be absent now'],
  },
  {
    title: "a constructor",
    old: "export declare class Failure extends Error { constructor(message: string); }",
    now: "export declare class Failure extends Error { constructor(message: string, status: number); }",
    want: ["Failure(status) is required now"],
  },
  {
    title: "a member of a class",
    old: "export declare class Failure extends Error { #id; readonly status: number; }",
    now: "export declare class Failure extends Error { #id; }",
    want: ["Failure.prototype.status is gone"],
  },
  {
    title: "a guard that tells no type",
    old: "export declare const isA: (value: unknown) => value is { a: string };",
    now: "export declare const isA: (value: unknown) => boolean;",
    want: ["isA tells no type any more"],
  },
  {
    title: "a type parameter more",
    old: "export interface Page<Item> { items: Item[] }",
    now: "export interface Page<Item, Next> { items: Item[]; next?: Next }",
    want: ["Page has 2 type parameters, had 1"],
  },
  {
    title: "a type argument that a function takes no more",
    old: 'export declare function start<Name extends "a" | "b">(names: Name[]): void;',
    now: 'export declare function start<Name extends "a">(names: Name[]): void;',
    want: ['start<Name> takes "b" no more'],
  },
  {
    title: "a type argument that a function took any of",
    old: "export declare function start<Name>(names: Name[]): void;",
    now: "export declare function start<Name extends string>(names: Name[]): void;",
    want: ["start<Name> takes string, took unknown"],
  },
  {
    title: "a type argument that a type takes no more",
    old: 'export type Named<Name extends "a" | "b"> = { name: Name };',
    now: 'export type Named<Name extends "a"> = { name: Name };',
    want: ['Named<Name> takes "b" no more'],
  },
  {
    title: "a type that no function leads to",
    old: "export interface Settings { a: string }",
    now: "export interface Settings { a: number }",
    want: ["Settings.a gives number, gave string"],
  },
  {
    title: "a value of a generic option",
    old: `export interface Options<Region extends string> { region?: Region } ${OPTIONS('Options<"us" | "eu">')}`,
    now: `export interface Options<Region extends string> { region?: Region } ${OPTIONS('Options<"us">')}`,
    want: ['create(options).region takes "eu" no more'],
  },
  {
    title: "a type that has taken another's name",
    old: `export interface Answer { a: string } ${GET("Answer")}`,
    now: `export interface Reply { a: string } export interface Answer { b: string } ${GET("Reply")}`,
    want: ["Answer.a is gone"],
  },
];

/** What a program that compiled before does not notice. */
const KEPT: readonly Omit<Case, "want">[] = [
  { title: "a new export", old: "export type A = string;", now: "export type A = string; export type B = string;" },
  { title: "a new module", old: "export type A = string;", now: { ".": "export type A = string;", "./b": "" } },
  { title: "a new method", old: CLIENT("a(): void"), now: CLIENT("a(): void; b(): void") },
  { title: "another comment", old: "/** One. */ export type A = string;", now: "/** Two. */ export type A = string;" },
  { title: "a new optional field of a request", old: SEND("{ a: string }"), now: SEND("{ a: string; b?: string }") },
  { title: "a field of a request that is optional now", old: SEND("{ a: string }"), now: SEND("{ a?: string }") },
  { title: "a new value of a request", old: SEND('{ a: "X" }'), now: SEND('{ a: "X" | "Y" }') },
  { title: "a new kind of request", old: SEND(ONE_OF("a", "b")), now: SEND(ONE_OF("a", "b", "c")) },
  { title: "a request that may be null", old: SEND("{ a?: string }"), now: SEND("{ a?: string | null }") },
  { title: "a new field of an answer", old: GET("{ a: string }"), now: GET("{ a: string; b: string }") },
  { title: "a field of an answer that is always there", old: GET("{ a?: string }"), now: GET("{ a: string }") },
  { title: "a field of an answer that is never null", old: GET("{ a: string | null }"), now: GET("{ a: string }") },
  {
    title: "a new value of an answer that listed not all of them",
    old: GET('{ a?: "X" | (string & {}) }'),
    now: GET('{ a?: "X" | "Y" | (string & {}) }'),
  },
  { title: "a new optional argument", old: CLIENT("get(): void"), now: CLIENT("get(id?: string): void") },
  {
    title: "an argument with another name",
    old: CLIENT("get(id: string): void"),
    now: CLIENT("get(key: string): void"),
  },
  { title: "an argument that takes more", old: CLIENT("get(id: string): void"), now: CLIENT("get(id: unknown): void") },
  { title: "a new overload", old: CLIENT("get(): string"), now: CLIENT("get(): string; get(id: number): number") },
  { title: "an answer where there was none", old: GET("void"), now: GET("{ a: string }") },
  {
    title: "a callback that need not return anything any more",
    old: OPTIONS("{ on?: () => string }"),
    now: OPTIONS("{ on?: () => void }"),
  },
  {
    title: "the body of an operation that is optional now, and a further answer like the first",
    old: WIRE(`{ requestBody: ${JSON_OF("{ a: string }")}; responses: { 200: ${JSON_OF("{ a: string }")} } }`),
    now: WIRE(
      `{ requestBody?: ${JSON_OF("{ a: string }")}; responses: { 200: ${JSON_OF("{ a: string }")}; 201: ${JSON_OF("{ a: string }")} } }`,
    ),
  },
  { title: "a new option", old: OPTIONS("{ a: string }"), now: OPTIONS("{ a: string; b?: number }") },
  {
    title: "a callback that is called with more",
    old: OPTIONS("{ on: (event: { id: string }) => void }"),
    now: OPTIONS("{ on: (event: { id: string; at: string }, attempt: number) => void }"),
  },
  { title: "a list that may be readonly", old: SEND("{ to: string[] }"), now: SEND("{ to: readonly string[] }") },
  {
    title: "an interface that became an alias, with its members in another order",
    old: `export interface A { a: string; b?: number } ${GET("A")}`,
    now: `export type A = { b?: number } & { a: string }; ${GET("A")}`,
  },
  {
    title: "a method that became a function",
    old: CLIENT("send(body: { a: string }): void"),
    now: CLIENT("send: (body: { a: string }) => void"),
  },
  {
    title: "other private members",
    old: "export declare class A { #a; private b: string; c: string; }",
    now: "export declare class A { #d; private b: number; c: string; }",
  },
  {
    title: "an inherited member",
    old: "export interface A { a: string; b: string }",
    now: "export interface Base { a: string } export interface A extends Base { b: string }",
  },
  {
    title: "a type parameter with another name, and a new one with a default",
    old: "export interface Page<Item> { items: Item[]; map<To>(to: (item: Item) => To): Page<To> }",
    now: "export interface Page<Entry, Next = string> { items: Entry[]; map<B>(to: (item: Entry) => B): Page<B>; next?: Next }",
  },
  {
    title: "a type argument of which more are taken",
    old: 'export declare function start<Name extends "a", Other extends Name>(names: Name[], other: Other): void;',
    now: 'export declare function start<Key extends "a" | "b", To extends Key>(names: Key[], other: To): void;',
  },
  {
    title: "a recursive type",
    old: "export interface Tree { value: string; children: Tree[] } export declare function tree(): Tree;",
    now: "export interface Tree { value: string; children: Tree[]; parent?: Tree } export declare function tree(): Tree;",
  },
  {
    title: "a new value of a request that has a name",
    old: `export type Height = "S" | "M"; ${SEND("{ height?: Height }")}`,
    now: `export type Height = "S" | "M" | "L"; ${SEND("{ height?: Height }")}`,
  },
  {
    title: "a new optional field in what requests have in common",
    old: `export interface Base { a: string } ${SEND("Base & { b: string }")}`,
    now: `export interface Base { a?: string } ${SEND("Base & { b: string }")}`,
  },
  {
    title: "a field of a type that no function leads to, which may be given or taken",
    old: "export interface Settings { a: string }",
    now: "export interface Settings { a?: string }",
  },
  { title: "types of the platform", old: GET("Response & { a: URL }"), now: GET("Response & { a: URL }") },
];

/** All cases in one program: the compiler reads the types of the platform once. */
const cases = [...BREAKS, ...KEPT.map((kept) => ({ ...kept, want: [] }))].map((own, index) => ({
  ...own,
  name: `case${index}`,
}));
const projects = [
  projectWith(Object.fromEntries(cases.map(({ name, old }) => [name, old]))),
  projectWith(Object.fromEntries(cases.map(({ name, now }) => [name, now]))),
] as const;
const found = typeDiff(
  ...projects,
  cases.map(({ name }) => `@sinch-fetch/${name}`),
);

describe.each([
  ["breaks users", cases.slice(0, BREAKS.length)],
  ["does not break users", cases.slice(BREAKS.length)],
])("it %s:", (_, own) => {
  test.each(own)("$title", ({ name, want }) => {
    const { lines } = found.find((compared) => compared.name === `@sinch-fetch/${name}`) ?? {};

    expect(lines?.map((line) => line.replace(/^@sinch-fetch\/case\d+(: )?/, ""))).toEqual(want);
  });
});
