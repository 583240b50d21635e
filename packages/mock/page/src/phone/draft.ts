import type {
  ChoiceResponseMessage,
  LocationMessage,
  MediaMessage,
  ProductResponseMessage,
} from "../../../src/schemas.gen.ts";

/** What a contact sends, without from where. */
export type Draft =
  | { text: string }
  | { location_message: LocationMessage }
  | { media_message: MediaMessage }
  | { choice_response_message: ChoiceResponseMessage }
  | { product_response_message: ProductResponseMessage };
