/// <reference types="node" />
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import type { APIGatewayProxyEventV2 } from "aws-lambda";
import { handler } from "../lambda.ts";

/** What an HTTP API of API Gateway passes on as text; the rest goes in Base64. */
const TEXT = /^(text\/|application\/(json|javascript|xml|.*\+(json|xml)))/;

// An HTTP API of API Gateway, as far as a function sees of it.
createServer(async (request, response) => {
  const { method = "GET", url = "/" } = request;
  const bytes = await buffer(request);
  const isBase64Encoded = bytes.length > 0 && !TEXT.test(request.headers["content-type"] ?? "");
  // Several values of a header are joined by commas.
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  const event: APIGatewayProxyEventV2 = {
    version: "2.0",
    routeKey: "POST /callbacks",
    rawPath: url,
    rawQueryString: "",
    headers: Object.fromEntries(headers),
    requestContext: {
      accountId: "123456789012",
      apiId: "r3pmxmplak",
      domainName: "r3pmxmplak.execute-api.eu-north-1.amazonaws.com",
      domainPrefix: "r3pmxmplak",
      http: { method, path: url, protocol: "HTTP/1.1", sourceIp: "192.0.2.1", userAgent: "" },
      requestId: "JKJaXmPLvHcESHA=",
      routeKey: "POST /callbacks",
      stage: "$default",
      time: "10/Mar/2026:05:16:23 +0000",
      timeEpoch: 1_773_119_783_000,
    },
    ...(bytes.length > 0 ? { body: bytes.toString(isBase64Encoded ? "base64" : "utf8") } : {}),
    isBase64Encoded,
  };
  const { body } = event;
  const older = { version: "1.0", httpMethod: method, path: url, headers: event.headers, body, requestContext: {} };
  try {
    const result = await handler(process.env.PAYLOAD_FORMAT === "1.0" ? JSON.parse(JSON.stringify(older)) : event);
    response.writeHead(result.statusCode ?? 200, result.headers as Record<string, string>).end(result.body);
  } catch (error) {
    // The log of the function has the error, and the caller gets no more than this.
    console.error(error);
    response.writeHead(500).end();
  }
}).listen(3000);
