/** What is kept on this device, how much room it takes, and how to be rid of it. */

import { Button, Progress } from '@radix-ui/themes';
import { toAppError } from '../../rpc/appError.ts';
import { forgetHistory, whyNotChange } from '../library.ts';
import { SavedLine } from '../parts/SavedLine.tsx';
import { bytes, count } from '../parts/words.ts';
import { announce, useStore } from '../store.ts';
import { showToast } from '../toasts.ts';
import { DeleteEverything } from './DeleteEverything.tsx';
import { type Space, useSpace } from './useSpace.ts';

export function StoragePanel() {
  const storage = useStore((state) => state.storage);
  const [space, askAgain] = useSpace();
  return (
    <section className="panel storage" aria-labelledby="storage-title">
      <header className="panel-head">
        <h2 id="storage-title">Storage</h2>
        <SavedLine />
      </header>
      {storage.kind === 'unavailable' && <p className="note">{storage.message}</p>}
      <Holdings />
      {space && <Room space={space} />}
      {space && <Kept kept={space.kept} onAsked={askAgain} />}
      <div className="storage-actions">
        <ForgetUndo onDone={askAgain} />
        <DeleteEverything />
      </div>
    </section>
  );
}

function Holdings() {
  const classes = useStore((state) => state.classes.length);
  const samples = useStore((state) => state.samples.length);
  const runs = useStore((state) => state.runs.length);
  return (
    <p>
      {count(samples, 'sample')} in {classes === 1 ? '1 class' : `${classes} classes`}, {count(runs, 'trained model')}
    </p>
  );
}

function Room({ space: { used, most } }: { space: Space }) {
  if (used === null || most === null) return <p className="note">This browser does not say how much room is used.</p>;
  return (
    <>
      <Progress
        value={Math.min(100, (100 * used) / Math.max(1, most))}
        size="1"
        aria-label="Room used on this device"
      />
      <p className="note">
        {bytes(used)} used; the browser allows this page about {bytes(most)}.
      </p>
    </>
  );
}

function Kept({ kept, onAsked }: { kept: boolean | null; onAsked: () => void }) {
  if (kept) return <p className="note">Kept: the browser does not clear it by itself.</p>;
  const ask = async () => {
    const granted = (await navigator.storage?.persist?.().catch(() => false)) ?? false;
    if (!granted) showToast('The browser did not promise it. Export a copy from time to time.');
    onAsked();
  };
  return (
    <div className="storage-kept">
      <p className="note">The browser may clear it when the device runs short of room. Keep a copy: export.</p>
      {kept !== null && (
        <Button size="1" variant="soft" onClick={() => void ask()}>
          Ask to keep it
        </Button>
      )}
    </div>
  );
}

/** The pictures of deleted samples stay for an undo; without it their room is free at once. */
function ForgetUndo({ onDone }: { onDone: () => void }) {
  const undoable = useStore((state) => state.undo !== null || state.redo !== null);
  const blocked = useStore((state) => whyNotChange(state) !== null);
  const forget = async () => {
    try {
      await forgetHistory();
      announce('Undo history forgotten.');
    } catch (thrown) {
      showToast(toAppError(thrown).message, { tone: 'error' });
    }
    onDone();
  };
  return (
    <Button
      size="1"
      variant="soft"
      disabled={!undoable || blocked}
      title="Frees the room of deleted samples, which are kept for an undo until the next visit"
      onClick={() => void forget()}
    >
      Forget undo history
    </Button>
  );
}
