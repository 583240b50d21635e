const MAX_LENGTH = 300;

/** What a receiver says of its refusal, where that is one line; a page or a stack says nothing here. */
export function refusalReason(status: number | undefined, body = ""): string | undefined {
  const text = body.trim();
  const isSuccess = status !== undefined && status >= 200 && status < 300;
  return isSuccess || text === "" || text.length > MAX_LENGTH || /\p{Cc}/u.test(text) ? undefined : text;
}
