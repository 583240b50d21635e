import type { ProductItem } from "../../../src/schemas.gen.ts";

/** What a contact can do, for any of the messages. */
export interface ThreadActions {
  readonly choose: (messageId: string, postback: string) => void;
  readonly shareLocation: () => void;
  readonly order: (product: ProductItem) => void;
}
