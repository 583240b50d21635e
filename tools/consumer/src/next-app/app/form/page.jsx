import { greet } from "../../greet";

async function send() {
  "use server";
  await greet();
}

export default function Page() {
  return (
    <form action={send}>
      <button type="submit">Send</button>
    </form>
  );
}
