/** A description that nothing is generated from; the message has a line for each reason. */
export class BrokenDescription extends Error {
  override readonly name = "BrokenDescription";
  /** The operation at fault, where it is one: who reports the problem looks up where that operation stands. */
  readonly operationId: string | undefined;

  constructor(message: string, operationId?: string) {
    super(message);
    this.operationId = operationId;
  }
}
