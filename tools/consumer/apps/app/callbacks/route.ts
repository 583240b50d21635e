import { receive } from "../../receive";

export function POST(request: Request): Promise<Response> {
  return receive(request);
}
