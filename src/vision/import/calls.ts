/** The vision worker's calls that bring files into the store and out of it. */

import type { Handlers } from '../../rpc/protocol.ts';
import { withTransfer } from '../../rpc/server.ts';
import type { Shared } from '../engine.ts';
import type { VisionCalls } from '../protocol.ts';

type Calls = Pick<Handlers<VisionCalls>, 'import' | 'skippedPicture' | 'cropByHand' | 'export'>;

/** What does the work, and the libraries that it needs, are loaded by whoever imports or exports. */
export function importCalls(shared: Shared): Calls {
  return {
    import: async (params, context) => {
      const { importFiles } = await import('./importFiles.ts');
      return importFiles(shared, params, context);
    },

    skippedPicture: async ({ files, path }) => {
      const { skippedPicture } = await import('./cropByHand.ts');
      const bitmap = await skippedPicture(files, path);
      return withTransfer({ bitmap }, [bitmap]);
    },

    cropByHand: async ({ files, path, square }) => {
      const { cropByHand } = await import('./cropByHand.ts');
      return { jpeg: await cropByHand(files, path, square) };
    },

    export: async (params, context) => {
      const { exportCollection } = await import('./exportCollection.ts');
      return { zip: await exportCollection(params, context) };
    },
  };
}
