/** A model as a file: for Mien, for Python, or for what runs ONNX. */

import { Button } from '@radix-ui/themes';
import { Download } from 'lucide-react';
import { useState } from 'react';
import type { RunInfo } from '../../data/schema.ts';
import type { ModelCard } from '../../data/sharedModel.ts';
import type { ModelFormat } from '../../train/protocol.ts';
import { errorWords } from '../parts/errorWords.ts';
import { Notice } from '../parts/Notice.tsx';
import { bytes } from '../parts/words.ts';
import { type SavedFile, saveModel } from './sharing.ts';

type Saving =
  | { kind: 'idle' }
  | { kind: 'writing'; as: ModelFormat }
  | { kind: 'saved'; file: SavedFile }
  | { kind: 'failed'; message: string };

export function FilePart({ run, card }: { run: RunInfo; card: ModelCard }) {
  const [saving, setSaving] = useState<Saving>({ kind: 'idle' });
  const save = async (as: ModelFormat) => {
    setSaving({ kind: 'writing', as });
    try {
      setSaving({ kind: 'saved', file: await saveModel(run, card, as) });
    } catch (thrown) {
      setSaving({ kind: 'failed', message: errorWords(thrown) });
    }
  };
  const button = (as: ModelFormat, label: string) => (
    <Button
      variant="soft"
      disabled={saving.kind === 'writing'}
      loading={saving.kind === 'writing' && saving.as === as}
      onClick={() => void save(as)}
    >
      <Download size={15} aria-hidden="true" />
      {label}
    </Button>
  );
  return (
    <>
      <div className="share-files">
        {button('safetensors', 'Save as a file')}
        {button('onnx', 'Save as ONNX')}
      </div>
      {saving.kind === 'failed' ? (
        <div role="alert">
          <Notice tone="bad">{saving.message}</Notice>
        </div>
      ) : (
        <p className="note" role="status">
          {saving.kind === 'saved'
            ? `${saving.file.name}, ${bytes(saving.file.bytes)}: read back and found equal. It is in your downloads.`
            : 'The file opens in Mien when it is dropped on the page, and in Python; ONNX in other programs.'}
        </p>
      )}
    </>
  );
}
