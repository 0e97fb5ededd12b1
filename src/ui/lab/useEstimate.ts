/** What the next run would cost, asked for again when its settings or samples have rested for a moment. */

import { useEffect, useState } from 'react';
import { toAppError } from '../../rpc/appError.ts';
import type { Estimate } from '../../train/protocol.ts';
import { errorWords } from '../parts/errorWords.ts';
import { noticeTrainerError, trainerClient } from '../session.ts';
import { getState, useStore } from '../store.ts';
import { whyNotTrain } from '../training/run.ts';
import { runOptions } from '../training/settings.ts';

/** Settings come in bursts, ms. */
const REST_MS = 700;

type Answer = { estimate: Estimate | null; problem: string | null };

const NOTHING: Answer = { estimate: null, problem: null };

export function useEstimate(): Answer {
  const training = useStore((state) => state.training);
  const samples = useStore((state) => state.samples);
  const classes = useStore((state) => state.classes);
  const split = useStore((state) => state.split);
  const able = useStore((state) => whyNotTrain(state) === null && state.run.kind !== 'running');
  const [answer, setAnswer] = useState<Answer>(NOTHING);
  useEffect(() => {
    setAnswer(NOTHING);
    if (!able) return;
    const aborting = new AbortController();
    const timer = setTimeout(() => void ask(aborting.signal, setAnswer), REST_MS);
    return () => {
      clearTimeout(timer);
      aborting.abort();
    };
  }, [able, training, samples, classes, split]);
  return answer;
}

async function ask(signal: AbortSignal, answer: (answer: Answer) => void): Promise<void> {
  const client = trainerClient();
  const { capabilities, training } = getState();
  if (!client || !capabilities) return;
  try {
    const estimate = await client.call('estimate', { options: runOptions(capabilities, training) }, { signal });
    if (!signal.aborted) answer({ estimate, problem: null });
  } catch (thrown) {
    const error = toAppError(thrown);
    noticeTrainerError(error);
    if (!signal.aborted && error.code !== 'worker-died') answer({ estimate: null, problem: errorWords(error) });
  }
}
