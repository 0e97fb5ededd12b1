/** The model card that goes with a file: it says on how much the model was trained, and by whom, as plain Markdown. */

import { expect, it } from 'vitest';
import { createRng } from '../../src/math/rng.ts';
import { modelCardMarkdown } from '../../src/train/modelCard.ts';
import { drawnModel } from '../sharedModels.ts';

const { card } = drawnModel(createRng(1), 2);

it('says what it was trained on and how it was judged', () => {
  const text = modelCardMarkdown(card, 48);
  expect(text).toContain('# Model card: Model 1');
  expect(text).toContain('Trained on 180 images of 15 people with SupCon in Mien, 2023-11-14');
  expect(text).toContain('Right on 84 % of 36 images that were kept aside from training.');
  expect(text).toContain('one of: Neutral, Happiness.');
  expect(text).not.toMatch(/By |valence/);
  expect(modelCardMarkdown({ ...card, affect: true }, 48)).toContain('how pleasant it looks (valence)');
});

it('names who made it and what it was copied from, with nothing that Markdown would take for its own', () => {
  const text = modelCardMarkdown(
    { ...card, author: 'Ada *L*', chain: ['First', 'Second'], learnedFrom: { faces: 1, people: 1 } },
    48,
  );
  expect(text).toContain('By Ada \\*L\\*.');
  expect(text).toContain('Copied from: First, then Second.');
  expect(text).toContain('Trained on 1 image of 1 person');
});
