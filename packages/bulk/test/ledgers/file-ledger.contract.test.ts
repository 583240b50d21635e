import { fileLedger } from "../../src/index.ts";
import { ledgerPath } from "../ledger-path.ts";
import { ledgerContract } from "./contract.ts";

ledgerContract("fileLedger", () => {
  const path = ledgerPath();
  return { again: () => fileLedger(path), isShared: false };
});
