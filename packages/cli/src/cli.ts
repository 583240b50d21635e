#!/usr/bin/env node
// A module that this one imported could be bundled into it, and whoever else needs that module would run the command.
import("./main.ts").then(({ main }) => main(process.argv.slice(2)));
