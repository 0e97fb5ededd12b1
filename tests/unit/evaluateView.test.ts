/** The Evaluate tab's pure parts: the matrix's shares, keys, names and file; models to choose from; words; strip keys. */

import { describe, expect, it } from 'vitest';
import type { RunInfo } from '../../src/data/schema.ts';
import { stripKey } from '../../src/ui/data/stripKeys.ts';
import { calibrationWords } from '../../src/ui/evaluate/calibrationWords.ts';
import { cellName, confusionCsv, movedCell, rowShare, shade, worstCell } from '../../src/ui/evaluate/matrix.ts';
import { firstModel, modelGroups, modelName } from '../../src/ui/evaluate/models.ts';

const NAMES = ['Smile', 'Surprise', '=SUM(A1)'];
const COUNTS = [
  [8, 2, 0],
  [3, 1, 0],
  [0, 0, 0],
];

describe('the confusion matrix', () => {
  it('gives shares of rows, and 0 for a class without samples', () => {
    expect(rowShare(COUNTS, { truth: 0, answer: 1 })).toBe(0.2);
    expect(rowShare(COUNTS, { truth: 1, answer: 0 })).toBe(0.75);
    expect(rowShare(COUNTS, { truth: 2, answer: 2 })).toBe(0);
  });

  it('has six shades, from nothing to nearly all', () => {
    expect([0, 0.01, 0.1, 0.3, 0.5, 0.79, 0.8, 1].map(shade)).toEqual([0, 1, 2, 3, 4, 4, 5, 5]);
  });

  it('is walked with arrows and stops at its edges', () => {
    const at = { truth: 0, answer: 1 };
    expect(movedCell('ArrowDown', false, at, 3)).toEqual({ truth: 1, answer: 1 });
    expect(movedCell('ArrowUp', false, at, 3)).toEqual(at);
    expect(movedCell('ArrowRight', false, { truth: 0, answer: 2 }, 3)).toEqual({ truth: 0, answer: 2 });
    expect(movedCell('ArrowLeft', false, at, 3)).toEqual({ truth: 0, answer: 0 });
    expect(movedCell('Home', false, { truth: 2, answer: 2 }, 3)).toEqual({ truth: 2, answer: 0 });
    expect(movedCell('End', true, at, 3)).toEqual({ truth: 2, answer: 2 });
    expect(movedCell('x', false, at, 3)).toBeNull();
  });

  it('opens on its worst mistake, never on what is right', () => {
    expect(worstCell(COUNTS)).toEqual({ truth: 1, answer: 0 });
    expect(
      worstCell([
        [9, 0],
        [0, 9],
      ]),
    ).toBeNull();
  });

  it('is read out in words', () => {
    expect(cellName(NAMES, COUNTS, { truth: 1, answer: 0 })).toBe('Surprise read as Smile, of 4:');
    expect(cellName(NAMES, COUNTS, { truth: 0, answer: 0 })).toBe('Smile read as such, of 10:');
  });

  it('is a CSV file whose names no spreadsheet runs', () => {
    expect(confusionCsv({ classes: NAMES, confusion: COUNTS }).split('\r\n')).toEqual([
      'labelled as,read as Smile,read as Surprise,read as =SUM(A1)',
      'Smile,8,2,0',
      'Surprise,3,1,0',
      `"'=SUM(A1)",0,0,0`,
    ]);
  });
});

const run = (name: string, encoder: string, kinds: ('best' | 'last' | 'pinned')[]): RunInfo =>
  ({
    name,
    encoder,
    checkpoints: kinds.map((kind, i) => ({ id: `${name} ${kind}`, run: name, kind, step: 1000 * (i + 1) })),
  }) as RunInfo;

describe('the models to choose from', () => {
  const runs = [
    run('Model 2', 'new', ['last', 'pinned', 'best']),
    run('Model 1', 'old', ['last']),
    run('Model 0', 'new', []),
  ];

  it('are the checkpoints run by run, the best first; runs without one are left out', () => {
    expect(modelGroups(runs, 'new')).toEqual([
      {
        title: 'Model 2',
        choices: [
          { id: 'Model 2 best', label: 'Best, step 3,000', foreign: false },
          { id: 'Model 2 last', label: 'Last, step 1,000', foreign: false },
          { id: 'Model 2 pinned', label: 'Pinned, step 2,000', foreign: false },
        ],
      },
      { title: 'Model 1', choices: [{ id: 'Model 1 last', label: 'Last, step 1,000', foreign: true }] },
    ]);
  });

  it('have names, deleted ones too', () => {
    expect(modelName(null, runs)).toBe('Base model');
    expect(modelName('Model 2 best', runs)).toBe('Model 2, best');
    expect(modelName('gone', runs)).toBe('deleted checkpoint');
  });

  it('begin with the one in use, else the newest best, else the base', () => {
    expect(firstModel(runs, 'Model 1 last')).toBe('Model 1 last');
    expect(firstModel(runs, null)).toBe('Model 2 best');
    expect(firstModel([], null)).toBeNull();
  });
});

describe('the words on calibration', () => {
  const of = (confidence: number, accuracy: number, ece = 0.1) => ({
    ece,
    brier: 0.2,
    bins: [{ from: 0.8, to: 0.9, confidence, accuracy, count: 20 }],
  });

  it('tell too sure from surer than it says', () => {
    const before = of(0.9, 0.6);
    expect(calibrationWords({ before, temperature: 2, after: of(0.6, 0.6, 0.02) })).toBe(
      'It is too sure of itself: it says 90 % on average and is right 60 % of the time. A temperature of 2.00, found on validation samples, softens its answers.',
    );
    expect(calibrationWords({ before: of(0.5, 0.8), temperature: 0.5, after: of(0.8, 0.8, 0.3) })).toContain(
      'sharpens its answers. Here that does not help',
    );
  });

  it('say what is missing where no temperature could be found', () => {
    expect(calibrationWords({ before: of(0.8, 0.79), temperature: null, after: null })).toBe(
      'On the whole it is right about as often as it says. To correct it, a temperature is fitted on validation samples when the test samples are judged.',
    );
  });
});

describe('the keys of a strip of samples', () => {
  const key = (name: string, held = {}) =>
    stripKey({ key: name, ctrlKey: false, metaKey: false, altKey: false, ...held }, 1, 10, 4);

  it('move, select, label and delete', () => {
    expect(key('ArrowDown')).toEqual({ does: 'move', to: 5 });
    expect(key(' ')).toEqual({ does: 'toggle' });
    expect(key('0')).toEqual({ does: 'label', digit: 0 });
    expect(key('7')).toEqual({ does: 'label', digit: 7 });
    expect(key('Delete')).toEqual({ does: 'delete' });
    expect(key('a', { ctrlKey: true })).toEqual({ does: 'all' });
  });

  it('leave the page’s own keys alone', () => {
    expect(key('z', { ctrlKey: true })).toBeNull();
    expect(key('ArrowLeft', { altKey: true })).toBeNull();
    expect(key('d')).toBeNull();
    expect(stripKey({ key: 'Delete', ctrlKey: false, metaKey: false, altKey: false }, -1, 0, 4)).toBeNull();
  });
});
