import { callbackTriggers } from "../triggers.gen.ts";
import { callbackDescription } from "./callback-description.ts";

/**
 * An example of a callback, from the description.
 *
 * @param example Its name. @default the first
 * @throws {Error} There is no such trigger, or it has no such example; names those that there are.
 */
export async function callbackExample(trigger: string, example?: string): Promise<unknown> {
  const { webhooks = {} } = await callbackDescription();
  if (!Object.hasOwn(webhooks, trigger)) {
    throw new Error(
      `sendCallback: trigger is ${JSON.stringify(trigger)}, expected one of ${callbackTriggers.join(", ")}`,
    );
  }
  const examples = webhooks[trigger]?.post.requestBody.content["application/json"]?.examples ?? {};
  const names = Object.keys(examples);
  const name = example ?? names[0];
  if (name === undefined || !Object.hasOwn(examples, name)) {
    throw new Error(`sendCallback: example is ${JSON.stringify(name)}, ${trigger} has ${names.join(", ")}`);
  }
  return examples[name]?.value;
}
