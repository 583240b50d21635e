// All that the mock uses of Prism. The build makes one CommonJS file of it and of all that it needs, so that whoever
// installs the mock installs one package.
export { createLogger, type IPrismDiagnostic, type IPrismOutput } from "@stoplight/prism-core";
export {
  createInstance,
  getHttpOperationsFromSpec,
  type IHttpConfig,
  type IHttpRequest,
  type IHttpResponse,
  ProblemJsonError,
} from "@stoplight/prism-http";
export { validateInput, validateOutput } from "@stoplight/prism-http/dist/validator/index.js";
