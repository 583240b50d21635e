import { greet } from "../../greet";

export default async function Page() {
  return <p>{await greet()}</p>;
}
