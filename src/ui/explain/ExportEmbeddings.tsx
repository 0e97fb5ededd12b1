/** The way of the embeddings to other tools, with or without pictures. */

import { Button, DropdownMenu } from '@radix-ui/themes';
import { Download } from 'lucide-react';
import { modelName } from '../evaluate/models.ts';
import { useStore } from '../store.ts';
import { exportEmbeddings } from './exportEmbeddings.ts';
import { useMap } from './mapState.ts';

export function ExportEmbeddings() {
  const { model, working } = useMap();
  const name = modelName(
    model,
    useStore((state) => state.runs),
  );
  const ready = useStore((state) => state.trainer.kind === 'ready' && state.samples.length > 0);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger>
        <Button size="1" variant="soft" disabled={!ready || working !== null}>
          <Download size={13} aria-hidden="true" />
          Export…
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="start">
        <DropdownMenu.Label>For the Embedding Projector, as a zip</DropdownMenu.Label>
        <DropdownMenu.Item onSelect={() => void exportEmbeddings(model, name, false)}>
          Embeddings and labels
        </DropdownMenu.Item>
        <DropdownMenu.Item onSelect={() => void exportEmbeddings(model, name, true)}>
          With pictures: it shows the people you recorded
        </DropdownMenu.Item>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
