/** The start of a run with what it will cost; one that is too large cannot be started. */

import { useStore } from '../store.ts';
import { estimateWords } from '../training/estimateWords.ts';
import { TrainStart } from '../training/TrainStart.tsx';
import { useEstimate } from './useEstimate.ts';

export function EstimatedStart() {
  const samples = useStore((state) => state.samples.length);
  const { estimate, problem } = useEstimate();
  const about = estimate
    ? estimateWords(estimate)
    : `Learns from your ${samples} samples in this page. Measuring how long it will take…`;
  return <TrainStart lineId="lab-train-reason" about={about} refusal={problem ?? estimate?.refusal ?? null} />;
}
