import { removeCopies } from "@sinch-fetch/description/testing";
import { afterAll } from "vitest";

// The module that makes the copies is loaded once for all files, and so is its own hook.
afterAll(removeCopies);
