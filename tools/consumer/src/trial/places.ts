/** Where the trial finds what it talks to, and the callbacks that it is to judge. */
export interface TrialPlaces {
  readonly projectId: string;
  readonly tokenUrl: string;
  /** Base URLs of the mock. */
  readonly conversation: string;
  readonly batch: string;
  /** Base URL at which nobody listens. */
  readonly closed: string;
  /** Base URL of a server that begins its responses and never ends them. */
  readonly stalling: string;
  /** Base URL of a server that redirects each request to another path of its own. */
  readonly redirecting: string;
  /** Base URL of a server that responds to a GET, and closes the connection once it has read a POST. */
  readonly dropping: string;
  /** Of the webhook. */
  readonly secret: string;
  readonly genuine: SignedRequest;
  readonly forged: SignedRequest;
}

/** A callback as it arrives. */
export interface SignedRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
