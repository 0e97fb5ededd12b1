/** Who is learned from and who is judged on: deal it, change it by hand, lock the test set. */

import { Button, SegmentedControl, Switch, TextField } from '@radix-ui/themes';
import { Shuffle } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { SplitPlan } from '../../data/schema.ts';
import { type By, dealSplits, lockSplit, removeSplit, strictestUnits, unitsOf } from '../../data/split.ts';
import { perform, performWithNotice, whyNotChange } from '../library.ts';
import { useStore } from '../store.ts';
import { SplitCounts } from './SplitCounts.tsx';
import { SplitUnits } from './SplitUnits.tsx';
import { unitCount, worth } from './splitWords.ts';
import { useSamplesLater } from './useSamplesLater.ts';

export function SplitPanel() {
  const plan = useStore((state) => state.split);
  const samples = useSamplesLater();
  const labelled = useMemo(() => samples.some(({ classId }) => classId !== null), [samples]);
  return (
    <section className="panel split" aria-labelledby="split-title">
      <header className="panel-head">
        <h2 id="split-title">Split</h2>
        {plan && <p className="note">by {plan.by === 'time' ? 'time block' : plan.by}</p>}
      </header>
      {labelled || plan ? (
        <>
          <Deal plan={plan} />
          {plan && <Plan plan={plan} />}
        </>
      ) : (
        <p className="note">
          Label some samples first. Then whole people, sessions or stretches of time can be kept aside for judging.
        </p>
      )}
    </section>
  );
}

function Deal({ plan }: { plan: SplitPlan | null }) {
  const samples = useSamplesLater();
  const blocked = useStore((state) => whyNotChange(state) !== null);
  const strictest = useMemo(() => strictestUnits(samples), [samples]);
  const [chosen, setChosen] = useState<By | null>(null);
  const [seed, setSeed] = useState(1);
  const by = (plan?.locked ? plan.by : chosen) ?? plan?.by ?? strictest;
  const units = useMemo(() => unitsOf(samples, by).length, [samples, by]);
  return (
    <>
      <SegmentedControl.Root
        size="1"
        className="split-by"
        value={by}
        onValueChange={(value) => setChosen(value as By)}
        aria-label="What is kept together"
      >
        <SegmentedControl.Item value="person">People</SegmentedControl.Item>
        <SegmentedControl.Item value="session">Sessions</SegmentedControl.Item>
        <SegmentedControl.Item value="time">Time blocks</SegmentedControl.Item>
      </SegmentedControl.Root>
      <p className="note">{worth(units, by)}</p>
      <div className="split-deal">
        <Button
          size="2"
          variant={plan ? 'soft' : 'solid'}
          disabled={blocked || units < 2}
          onClick={() =>
            performWithNotice(`Dealt ${unitCount(units, by)} with seed ${seed}.`, 'deal the split', (now) =>
              dealSplits(now, by, seed),
            )
          }
        >
          <Shuffle size={14} aria-hidden="true" />
          {plan ? 'Deal again' : 'Deal'} 60 : 20 : 20
        </Button>
        {by !== 'time' && (
          <label className="split-seed" htmlFor="split-seed">
            Seed
            <TextField.Root
              id="split-seed"
              size="1"
              type="number"
              min={0}
              max={999_999}
              value={seed}
              onChange={({ target }) => setSeed(Math.max(0, Math.min(999_999, Math.round(target.valueAsNumber || 0))))}
            />
          </label>
        )}
      </div>
    </>
  );
}

function Plan({ plan }: { plan: SplitPlan }) {
  const blocked = useStore((state) => whyNotChange(state) !== null);
  return (
    <>
      <SplitCounts plan={plan} />
      <label className="switch-row" htmlFor="split-lock">
        <Switch
          id="split-lock"
          checked={plan.locked}
          disabled={blocked}
          aria-describedby="split-lock-help"
          onCheckedChange={(locked) =>
            perform(locked ? 'lock the test set' : 'unlock the test set', (now) => lockSplit(now, locked))
          }
        />
        Lock the test set
      </label>
      <p className="note" id="split-lock-help">
        Test faces are never learned from and nothing is chosen by them.{' '}
        {plan.locked
          ? 'Locked: no face moves in or out, whatever is dealt, renamed or edited.'
          : 'Lock it before the first run, so that every later figure is measured on the same faces.'}
      </p>
      <SplitUnits plan={plan} />
      <button
        type="button"
        className="more"
        disabled={blocked || plan.locked}
        onClick={() => performWithNotice('Split removed. Everything is learned from.', 'remove the split', removeSplit)}
      >
        Remove the split
      </button>
    </>
  );
}
