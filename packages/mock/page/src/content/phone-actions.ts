import type { ProductItem } from "../../../src/schemas.gen.ts";

/** What a contact can do with a message; absent where it is only shown. */
export interface PhoneActions {
  /** Sends what comes back for a choice. */
  readonly choose: (postback: string) => void;
  /** Offers to send a position. */
  readonly shareLocation: () => void;
  /** Orders one of a product. */
  readonly order: (product: ProductItem) => void;
}
