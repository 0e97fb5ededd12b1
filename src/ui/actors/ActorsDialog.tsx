/** The rendered actors' training sets to choose from: what each shows, which method it is for, and its size. */

import { Button, Progress } from '@radix-ui/themes';
import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import '../styles/actors.css';
import type { ActorSetInfo } from '../../data/actorIndex.ts';
import { toAppError } from '../../rpc/appError.ts';
import { InfoDialog } from '../parts/InfoDialog.tsx';
import { Notice } from '../parts/Notice.tsx';
import { count, megabytes } from '../parts/words.ts';
import { useStore } from '../store.ts';
import { fetchActorIndex } from './fetchActors.ts';
import { loadActorSet } from './loadActors.ts';

type Fetching = { id: string; share: number };

export function ActorsDialog() {
  const open = useStore((state) => state.dialog === 'actors');
  const [sets, setSets] = useState<ActorSetInfo[] | null>(null);
  const [fetching, setFetching] = useState<Fetching | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const stopper = useRef<AbortController | null>(null);

  useEffect(() => {
    if (!open) {
      stopper.current?.abort();
      setProblem(null);
    } else if (!sets) fetchActorIndex().then((index) => setSets(index.sets), show);
  }, [open, sets]);

  function show(thrown: unknown): void {
    const { code, message } = toAppError(thrown);
    if (code !== 'aborted') setProblem(message);
  }

  const load = async (set: ActorSetInfo) => {
    setProblem(null);
    const own = new AbortController();
    stopper.current = own;
    setFetching({ id: set.id, share: 0 });
    try {
      await loadActorSet(set, (share) => setFetching({ id: set.id, share }), own.signal);
    } catch (thrown) {
      show(thrown);
    } finally {
      setFetching(null);
    }
  };

  return (
    <InfoDialog
      name="actors"
      title="Sample actors"
      maxWidth="640px"
      className="actors"
      description="36 rendered people with known expressions, to try training without a camera. Nobody in them exists, and results on them are not results on people."
    >
      {problem && (
        <div role="alert">
          <Notice tone="bad">{problem}</Notice>
        </div>
      )}
      <ul className="choice-list actor-sets">
        {sets?.map((set) => (
          <li key={set.id}>
            <ActorSet
              set={set}
              fetching={fetching}
              onLoad={() => void load(set)}
              onStop={() => stopper.current?.abort()}
            />
          </li>
        ))}
      </ul>
      <p className="note">
        A set joins your samples and can be taken back with one undo. Its people are split once and for all: 20 to learn
        from, 6 to validate and 10 to test.
      </p>
    </InfoDialog>
  );
}

type Props = { set: ActorSetInfo; fetching: Fetching | null; onLoad: () => void; onStop: () => void };

function ActorSet({ set, fetching, onLoad, onStop }: Props) {
  const methods = useStore((state) => state.capabilities?.methods);
  const busy = useStore((state) => state.importing);
  const labels = set.methods.flatMap((id) => methods?.find((method) => method.id === id)?.label ?? []);
  const here = fetching?.id === set.id;
  return (
    <>
      <div className="actor-set-words">
        <strong>{set.title}</strong>
        <p>{set.text}</p>
        <p className="note">
          {labels.length > 0 && `Made for ${labels.join(', ')} · `}
          {count(set.samples, 'face')} of {set.people} people · {megabytes(set.bytes)}
        </p>
        {here && (
          <Progress value={100 * fetching.share} size="1" color="amber" aria-label={`Fetching “${set.title}”`} />
        )}
      </div>
      {here ? (
        <Button variant="soft" onClick={onStop}>
          Stop
        </Button>
      ) : (
        <Button disabled={busy || fetching !== null} aria-label={`Load “${set.title}”`} onClick={onLoad}>
          <Download size={15} aria-hidden="true" />
          Load
        </Button>
      )}
    </>
  );
}
