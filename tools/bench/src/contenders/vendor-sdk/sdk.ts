/** The vendor's SDK, which is installed in this folder alone. */
export { ConversationRegion, SinchClient } from "@sinch/sdk-core";
