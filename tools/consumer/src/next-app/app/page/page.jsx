import { greet } from "../../greet.ts";

export default async function Page() {
  return <p>{await greet()}</p>;
}
