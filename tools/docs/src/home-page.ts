import { readFileSync } from "node:fs";
import { join } from "node:path";
import { codeBlocks } from "@sinch-fetch/consumer/readme";
import { REPOSITORY } from "@sinch-fetch/workspace";
import type { Page } from "./page.ts";

const START = "tools/docs/guide/start.md";

const PROGRAM = codeBlocks(START, readFileSync(join(REPOSITORY, START), "utf8")).find(
  ({ language }) => language === "ts",
)?.text;

/** The first page of the site. */
export function homePage(): Page {
  return {
    address: "/",
    title: "sinch-fetch",
    settings: {
      layout: "home",
      titleTemplate: "Typed clients for the Sinch Conversation and Batch APIs",
      hero: {
        name: "sinch-fetch",
        text: "Typed messaging for TypeScript",
        tagline:
          "Clients for the Sinch Conversation and Batch APIs that send nothing twice, never hang, and come with a local " +
          "Sinch to test against.",
        actions: [
          { theme: "brand", text: "Start in five minutes", link: "/guide/start" },
          { theme: "alt", text: "Operations", link: "/api/" },
          { theme: "alt", text: "Coming from Sinch’s SDK", link: "/guide/moving" },
        ],
      },
      features: [
        {
          title: "Every field, every value",
          details: "The compiler refuses a misspelt channel, an empty message and two kinds of message at once.",
          link: "/guide/send",
        },
        {
          title: "Nothing is sent twice",
          details: "Each error says whether the server can have acted: not-sent, rejected or unknown.",
          link: "/guide/errors",
        },
        {
          title: "Any number of people",
          details: "The Batch API, which none of the vendor’s SDKs cover, and runs that can be killed and resumed.",
          link: "/guide/campaigns",
        },
        {
          title: "Callbacks, verified",
          details: "One handler for Express, Fastify, NestJS, Hono, Next, Lambda and workers.",
          link: "/guide/callbacks",
        },
        {
          title: "A local Sinch",
          details: "Test against every API on your own machine, without an account.",
          link: "/guide/testing",
        },
        {
          title: "Small, everywhere",
          details: "One program with one call is about 18 kB. Node, Bun, Deno, edge workers and browsers.",
          link: "/guide/deployment",
        },
      ],
    },
    text: `\`\`\`ts\n${PROGRAM}\n\`\`\``,
  };
}
