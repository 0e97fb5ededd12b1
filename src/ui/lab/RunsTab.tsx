/** The runs on this device with their checkpoints, and what differs between two of them. */

import { useState } from 'react';
import { bytes, count } from '../parts/words.ts';
import { bytesOf } from '../runFacts.ts';
import { openLab, useStore } from '../store.ts';
import { CompareRuns } from './CompareRuns.tsx';
import { RunCard } from './RunCard.tsx';

/** Runs that are compared at once. */
const COMPARED = 2;

export function RunsTab() {
  const runs = useStore((state) => state.runs);
  const [chosen, setChosen] = useState<string[]>([]);
  const [a, b] = chosen.flatMap((id) => runs.find((run) => run.id === id) ?? []);
  const checkpoints = runs.reduce((sum, run) => sum + run.checkpoints.length, 0);
  const total = runs.reduce((sum, run) => sum + bytesOf(run), 0);
  const choose = (id: string, on: boolean) =>
    setChosen(on ? [...chosen, id].slice(-COMPARED) : chosen.filter((other) => other !== id));
  return (
    <section className="panel runs" aria-labelledby="runs-title">
      <header className="panel-head">
        <h2 id="runs-title">Runs</h2>
        {runs.length > 0 && (
          <p className="note">
            {count(runs.length, 'run')}, {count(checkpoints, 'checkpoint')}, {bytes(total)} on this device
          </p>
        )}
      </header>
      {runs.length === 0 ? (
        <p className="train-empty">
          <span>
            Each training run is kept here with its curves and checkpoints.{' '}
            <button type="button" className="more" onClick={() => openLab('train')}>
              Train the first
            </button>
          </span>
        </p>
      ) : (
        <>
          {a && b ? (
            <CompareRuns a={a} b={b} onClose={() => setChosen([])} />
          ) : (
            runs.length > 1 && <p className="note">Tick two runs to see what differs between them.</p>
          )}
          <ul className="run-list">
            {runs.map((run) => (
              <li key={run.id}>
                <RunCard
                  run={run}
                  chosen={chosen.includes(run.id)}
                  {...(runs.length > 1 && { onChoose: (on: boolean) => choose(run.id, on) })}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
