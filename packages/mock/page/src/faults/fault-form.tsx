import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { FaultRequest } from "../../../src/schemas.gen.ts";
import { api, dataOf } from "../core/api.ts";
import { CHANNELS, channelLabel, channelNamed } from "../core/channels.ts";
import { ProblemLine } from "../ui/problem.tsx";
import { useAction } from "../ui/use-action.ts";
import { KINDS, type KindWords } from "./fault-words.ts";
import { TextField } from "./text-field.tsx";

const OPERATIONS = [
  "Messages_SendMessage",
  "Events_SendEvent",
  "Batch_SendBatch",
  "Batch_CancelBatch",
  "Batch_GetBatchStatus",
  "Batch_GetBatchStatusesByMetadata",
];

/** A form that adds a fault; which fields it has depends on the kind. */
export function FaultForm({ onAdded }: { onAdded: () => void }): JSX.Element {
  const [words, setWords] = useState(KINDS[0] as KindWords);
  const { run, isBusy, problem } = useAction();
  const has = (field: keyof FaultRequest): boolean => words.fields.includes(field);
  const add = async (form: HTMLFormElement): Promise<void> => {
    const body = faultOf(words.kind, new FormData(form));
    if (await run(() => dataOf(api.POST("/api/faults", { body })))) onAdded();
  };
  return (
    <form
      class="fields"
      onSubmit={(event) => {
        event.preventDefault();
        void add(event.currentTarget);
      }}
    >
      <label class="wide">
        What goes wrong
        <select
          value={words.kind}
          aria-describedby="fault-hint"
          onChange={({ currentTarget: { value } }) => setWords(KINDS.find(({ kind }) => kind === value) ?? words)}
        >
          {KINDS.map(({ kind, label }) => (
            <option value={kind}>{label}</option>
          ))}
        </select>
      </label>
      <p class="quiet wide" id="fault-hint">
        {words.hint}
      </p>
      {has("operation") && <TextField name="operation" label="Operation" hint="any" options={OPERATIONS} />}
      {has("status") && <TextField name="status" label="Status" type="number" min={400} max={599} value="503" />}
      {has("retry_after_s") && (
        <TextField name="retry_after_s" label="Retry after, in seconds" hint="not said" type="number" min={0} />
      )}
      {has("delay_ms") && <TextField name="delay_ms" label="How long, in ms" type="number" min={0} value="2000" />}
      {has("channel") && (
        <label>
          Channel
          <select name="channel">
            <option value="">any</option>
            {CHANNELS.map((channel) => (
              <option value={channel}>{channelLabel(channel)}</option>
            ))}
          </select>
        </label>
      )}
      {has("identity") && <TextField name="identity" label="Number or id" hint="any" />}
      {has("reason") && <TextField name="reason" label="Reason" hint="CHANNEL_FAILURE" />}
      <TextField name="times" label="How many times" hint="until removed" type="number" min={1} value="1" />
      <TextField name="share" label="Share of cases, in %" hint="100" type="number" min={1} max={100} />
      <button type="submit" class="primary wide" disabled={isBusy}>
        Add the fault
      </button>
      <ProblemLine text={problem} />
    </form>
  );
}

/** Returns the fault that a form describes; empty fields are left out. */
function faultOf(kind: KindWords["kind"], form: FormData): FaultRequest {
  const text = (name: string): string | undefined => String(form.get(name) ?? "") || undefined;
  const number = (name: string): number | undefined => (text(name) === undefined ? undefined : Number(text(name)));
  const percent = number("share");
  return {
    kind,
    operation: text("operation"),
    status: number("status"),
    retry_after_s: number("retry_after_s"),
    delay_ms: number("delay_ms"),
    channel: channelNamed(text("channel") ?? ""),
    identity: text("identity"),
    reason: text("reason"),
    times: number("times"),
    share: percent === undefined ? undefined : percent / 100,
  };
}
