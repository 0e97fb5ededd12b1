/** The samples of a class as pictures, newest first; each can be deleted. One stop of the Tab key, arrows inside. */

import { X } from 'lucide-react';
import { memo, useMemo, useState } from 'react';
import { removeSamples } from '../../data/edits.ts';
import type { Sample } from '../../data/schema.ts';
import { performWithNotice } from '../library.ts';
import { SamplePicture } from '../parts/SamplePicture.tsx';
import { useStore } from '../store.ts';

/** This many fit before “Show all”. */
const FIRST = 24;

export function Samples({ classId, name }: { classId: string; name: string }) {
  const all = useStore((state) => state.samples);
  const samples = useMemo(() => all.filter((sample) => sample.classId === classId).reverse(), [all, classId]);
  const [open, setOpen] = useState(false);
  const [focused, setFocused] = useState(0);
  if (samples.length === 0) return <p className="samples-empty">Samples appear here.</p>;
  const shown = open ? samples : samples.slice(0, FIRST);
  const stop = Math.min(focused, shown.length - 1);

  const move = (event: React.KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step && event.key !== 'Delete') return;
    event.preventDefault();
    const next = step ? Math.max(0, Math.min(shown.length - 1, stop + step)) : stop;
    if (!step) removeSample(shown[stop]?.id ?? '');
    setFocused(next);
    event.currentTarget.querySelectorAll('button')[next]?.focus();
  };

  return (
    <div className="samples">
      <div className="thumbs" data-open={open} role="toolbar" aria-label={`Samples of ${name}`} onKeyDown={move}>
        {shown.map((sample, i) => (
          <Thumb
            key={sample.id}
            sample={sample}
            label={`Delete sample ${samples.length - i} of ${name}`}
            tabIndex={i === stop ? 0 : -1}
          />
        ))}
      </div>
      {samples.length > FIRST && (
        <button type="button" className="more" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Show fewer' : `Show all ${samples.length}`}
        </button>
      )}
    </div>
  );
}

function removeSample(id: string): void {
  performWithNotice('Sample deleted.', 'delete a sample', (now) => removeSamples(now, new Set([id])));
}

const Thumb = memo(function Thumb({ sample, label, tabIndex }: { sample: Sample; label: string; tabIndex: number }) {
  return (
    <button
      type="button"
      className="thumb"
      aria-label={label}
      title="Delete this sample"
      tabIndex={tabIndex}
      onClick={() => removeSample(sample.id)}
    >
      <SamplePicture id={sample.id} alt="" size={40} />
      <X size={16} aria-hidden="true" />
    </button>
  );
});
