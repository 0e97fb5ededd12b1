/** Lets predictions in between training steps, one at a time. Knows neither. */

export type Pace = {
  /** Runs the work now, or at the next `breathe` of the run in progress. */
  between: <T>(work: () => Promise<T>) => Promise<T>;
  /** Called by the run between its steps: takes messages in, then serves at most one piece of waiting work. */
  breathe: () => Promise<void>;
  /** Runs `work` as the run in progress; what still waits at its end is served at once. */
  during: <T>(work: () => Promise<T>) => Promise<T>;
};

export function createPace(): Pace {
  const waiting: (() => Promise<void>)[] = [];
  let running = false;
  // A message to oneself yields to the event loop at once. Timers are clamped and animation frames stop in hidden tabs.
  const { port1, port2 } = new MessageChannel();
  /** A run and other work may wait for their next turns at the same time. */
  const turns: (() => void)[] = [];
  port1.onmessage = () => turns.shift()?.();

  const nextTask = () =>
    new Promise<void>((resolve) => {
      turns.push(resolve);
      port2.postMessage(null);
    });

  const during: Pace['during'] = async (work) => {
    running = true;
    try {
      return await work();
    } finally {
      running = false;
      for (const waited of waiting.splice(0)) void waited();
    }
  };

  return {
    between: (work) => {
      if (!running) return work();
      return new Promise((resolve, reject) => {
        waiting.push(() => work().then(resolve, reject));
      });
    },
    breathe: async () => {
      await nextTask();
      await waiting.shift()?.();
    },
    during,
  };
}
