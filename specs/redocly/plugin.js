// The Redocly plugin of the descriptions: the rules that they are held to, and what bundling does to them.

import { openAnswers } from "./open-answers.js";
import { enoughExamples, propertiesDescribed, requestsClosed } from "./rules.js";

export default function plugin() {
  return {
    id: "sinch",
    rules: {
      oas3: {
        "properties-described": propertiesDescribed,
        "requests-closed": requestsClosed,
        "enough-examples": enoughExamples,
      },
    },
    decorators: { oas3: { "open-answers": openAnswers } },
  };
}
