import { SinchClient } from "@sinch/sdk-core";

const sinch = new SinchClient({
  projectId: "my-project",
  keyId: "any",
  keySecret: "thing",
  authHostname: "http://127.0.0.1:4013",
  conversationHostname: "http://127.0.0.1:4010",
  conversationTemplatesHostname: "http://127.0.0.1:4012",
});
console.log(typeof sinch.conversation.messages.send);
