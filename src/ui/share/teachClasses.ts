/** The classes of a model that came by a link, to be taught with faces of one's own. */

import { addClasses } from '../../data/edits.ts';
import type { RunInfo } from '../../data/schema.ts';
import type { ModelCard } from '../../data/sharedModel.ts';
import { performWithNotice } from '../library.ts';
import { VIEWFINDER } from '../viewfinder.ts';

/** They keep their ids, so that what the model answers goes by their names from then on. */
export function teachClasses({ name, classes }: RunInfo, card: ModelCard): void {
  const added = classes.map((each, i) => ({ ...each, colour: card.classes[i]?.colour ?? VIEWFINDER }));
  performWithNotice(`The classes of “${name}” are in Teach.`, `the classes of “${name}”`, (now) =>
    addClasses(now, added),
  );
}
