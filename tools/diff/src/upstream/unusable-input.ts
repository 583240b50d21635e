/** What cannot be compared: a wrong address, a file that is not a description, a broken list. One message, no stack. */
export class UnusableInput extends Error {
  override readonly name = "UnusableInput";
}
