/** Something that is to happen, as plain data. */
export interface Task {
  readonly dueMs: number;
  /** Of two that are due at the same time, the earlier planned comes first. */
  readonly order: number;
  readonly what: TaskKind;
  /** The id of the message, batch or other thing that it happens to. */
  readonly id: string;
  /** The plan that it belongs to: a task of a plan that was dropped does nothing. */
  readonly plan?: number | undefined;
}

/** What can be to come. */
export type TaskKind = "submit" | "queue" | "deliver" | "read" | "batch" | "post" | "event" | "capability";

/** Things to come, the soonest first. */
export interface Queue {
  readonly size: number;
  add(dueMs: number, what: TaskKind, id: string, plan?: number): void;
  /** When the soonest is due; `undefined` if there is none. */
  nextMs(): number | undefined;
  /** Takes out the soonest, if it is due. */
  take(nowMs: number): Task | undefined;
  /** All of them, in no order. */
  all(): readonly Task[];
}

/** Makes a queue: a binary heap. */
export function createQueue(tasks: readonly Task[] = []): Queue {
  const heap: Task[] = [];
  let order = tasks.reduce((highest, task) => Math.max(highest, task.order), 0);
  for (const task of tasks) push(task);

  function push(task: Task): void {
    let at = heap.push(task) - 1;
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = heap[parentAt];
      if (parent === undefined || !isBefore(task, parent)) break;
      heap[at] = parent;
      at = parentAt;
    }
    heap[at] = task;
  }

  function pop(): Task | undefined {
    const [first] = heap;
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    let at = 0;
    for (;;) {
      const left = heap[2 * at + 1];
      const right = heap[2 * at + 2];
      const isRight = right !== undefined && left !== undefined && isBefore(right, left);
      const child = isRight ? right : left;
      if (child === undefined || !isBefore(child, last)) break;
      heap[at] = child;
      at = 2 * at + (isRight ? 2 : 1);
    }
    heap[at] = last;
    return first;
  }

  return {
    get size() {
      return heap.length;
    },
    add(dueMs, what, id, plan) {
      push({ dueMs, order: ++order, what, id, ...(plan !== undefined && { plan }) });
    },
    nextMs: () => heap[0]?.dueMs,
    take: (nowMs) => (heap[0] !== undefined && heap[0].dueMs <= nowMs ? pop() : undefined),
    all: () => heap,
  };
}

function isBefore(a: Task, b: Task): boolean {
  return a.dueMs < b.dueMs || (a.dueMs === b.dueMs && a.order < b.order);
}
