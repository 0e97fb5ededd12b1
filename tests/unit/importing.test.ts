/** Import on the page, its pure parts: what was given, what was left out, what was written, the square of a hand crop. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applied } from '../../src/data/change.ts';
import { additions } from '../../src/ui/importing/additions.ts';
import { filmWords, tileWords } from '../../src/ui/importing/filmWords.ts';
import {
  described,
  distinct,
  foldersOf,
  type Given,
  givenKind,
  givenViews,
  sessionName,
} from '../../src/ui/importing/given.ts';
import { importRule } from '../../src/ui/importing/importRule.ts';
import { type Answers, filmsAfter, filmsToName, namingChange, sameChoices } from '../../src/ui/importing/naming.ts';
import { asText, byReason } from '../../src/ui/importing/skipped.ts';
import { firstSquare, moved, pulled, scaled } from '../../src/ui/importing/square.ts';
import { timeLeft } from '../../src/ui/importing/timeLeft.ts';
import type { FilmSummary, Square } from '../../src/vision/protocol.ts';
import { classNamed, sampleOf } from '../records.ts';

const given = (path: string, bytes = 1, type = ''): Given => ({
  path,
  file: new File([new Uint8Array(bytes)], path.split('/').at(-1) ?? path, { type }),
});

describe('what was given', () => {
  it('knows files by their ending, and those without by their type', () => {
    expect(givenKind(given('a/B.JPEG'))).toBe('picture');
    expect(givenKind(given('image', 1, 'image/png'))).toBe('picture');
    expect(givenKind(given('x.zip'))).toBe('zip');
    expect(givenKind(given('labels.CSV'))).toBe('table');
    expect(givenKind(given('a.mov'))).toBe('video');
    expect(givenKind(given('notes.docx'))).toBe('other');
    // A project of Teachable Machine.
    expect(givenKind(given('project.tm'))).toBe('zip');
  });

  it('counts by kind, with the size', () => {
    const files = [given('a.jpg', 600_000), given('b.png', 400_000), given('c.zip'), given('d.txt')];
    expect(described(files)).toBe('2 pictures, 1 zip file, 1 other file · 1.0 MB');
  });

  it('names the folders that hold pictures', () => {
    expect(
      foldersOf(
        ['top/Smile/a.jpg', 'top/Sad/b.jpg', 'top/Smile/c.jpg', 'loose.jpg', 'top/Text/d.txt'].map((path) =>
          given(path),
        ),
      ),
    ).toEqual(['Smile', 'Sad']);
  });

  it('names the sitting after the one folder, zip or video, else after the minute', () => {
    const now = new Date(2026, 10, 24, 15, 40);
    expect(sessionName([given('trip/Smile/a.jpg'), given('trip/b.jpg')], now)).toBe('trip');
    expect(sessionName([given('faces.v2.zip')], now)).toBe('faces.v2');
    expect(sessionName([given('me.mp4')], now)).toBe('me');
    expect(sessionName([given('a.jpg')], now)).toBe('Import 24 Nov 15:40');
    expect(sessionName([given('trip/a.jpg'), given('b.jpg')], now)).toBe('Import 24 Nov 15:40');
  });

  it('gives every file a path of its own', () => {
    const paths = distinct(['image.png', 'image.png', 'image (2).png', 'x', 'x'].map((path) => given(path)));
    expect(paths.map(({ path }) => path)).toEqual(['image.png', 'image (2).png', 'image (2) (2).png', 'x', 'x (2)']);
  });
});

it('says how labels come about: by names where they are read, else by folders', () => {
  const files = ['set/Smile/1.jpg', 'set/KDEF/AF01ANFL.JPG', 'set/KDEF/AF01ANHR.JPG'].map((path) => given(path));
  const views = givenViews(files);
  expect(importRule(files, views)).toBe(
    '2 file names say person, expression and angle: 1 person, 1 expression, 2 angles from −90° to 45°, 1 moment. Each folder of other pictures becomes a class: “Smile”.',
  );
  expect(importRule(files, null)).toBe('Each folder of pictures becomes a class: “Smile”, “KDEF”.');
});

describe('the people of a film', () => {
  const film: FilmSummary = {
    path: 'a.mp4',
    grid: { columns: 3, rows: 2 },
    clips: 1,
    people: ['a 1', 'a 2', 'a 3', 'a 4'].map((person, i) => ({ person, tile: i + 2, faces: 3 + i, portrait: `${i}` })),
  };
  const answers: Answers = new Map([
    ['a 1', { kind: 'named', name: ' Ada ' }],
    ['a 2', { kind: 'same', as: 'a 1' }],
    ['a 3', { kind: 'nobody' }],
    ['a 4', { kind: 'named', name: '' }],
  ]);
  const people = ['a 1', 'a 2', 'a 3', 'a 4', 'a 3', 'Bo'];
  const samples = people.map((person, i) => sampleOf(`${i}`, null, { person, file: i === 4 ? 'b.mp4' : 'a.mp4' }));
  const collection = { classes: [], samples, split: null };

  it('are named, joined and taken out in one change, and only of that film', () => {
    const after = applied(collection, namingChange(collection, [film], answers));
    expect(after.samples.map(({ id, person }) => [id, person])).toEqual([
      ['0', 'Ada'],
      ['1', 'Ada'],
      ['3', 'a 4'],
      ['4', 'a 3'],
      ['5', 'Bo'],
    ]);
    expect(filmsAfter([film], answers)[0]?.people).toEqual([
      { person: 'Ada', tile: 3, faces: 7, portrait: '1' },
      { person: 'a 4', tile: 5, faces: 6, portrait: '3' },
    ]);
  });

  it('may exchange their names', () => {
    const exchange: Answers = new Map([
      ['a 1', { kind: 'named', name: 'a 2' }],
      ['a 2', { kind: 'named', name: 'a 1' }],
    ]);
    const after = applied(collection, namingChange(collection, [film], exchange));
    expect(after.samples.slice(0, 2).map(({ person }) => person)).toEqual(['a 2', 'a 1']);
  });

  it('can be the same as those who stand for themselves, never in a circle', () => {
    expect(sameChoices('a 4', film, answers)).toEqual(['a 1']);
    expect(sameChoices('a 1', film, answers)).toEqual([]);
    expect(sameChoices('a 2', film, new Map())).toEqual(['a 1', 'a 3', 'a 4']);
  });

  it('are counted in words, by their tiles', () => {
    expect(filmWords(film)).toBe('a.mp4: 4 people in 3 × 2 tiles.');
    expect(filmWords({ ...film, grid: null, clips: 6, people: film.people.slice(0, 1) })).toBe(
      'a.mp4: 1 person, cut into 6 clips.',
    );
    expect(film.people.map(({ tile }) => tileWords(tile, film.grid)).slice(1, 3)).toEqual([
      'row 1, column 3',
      'row 2, column 1',
    ]);
    expect(filmsToName([film, { ...film, people: film.people.slice(0, 1) }])).toEqual([film]);
  });
});

it('groups what was left out by reason, the commonest first', () => {
  const skipped = [
    { path: 'a', reason: 'No face', byHand: null },
    { path: 'b', reason: 'Broken', byHand: null },
    { path: 'c', reason: 'Broken', byHand: null },
  ];
  expect(byReason(skipped)).toEqual([
    { reason: 'Broken', paths: ['b', 'c'] },
    { reason: 'No face', paths: ['a'] },
  ]);
  expect(asText(skipped)).toBe('Broken (2)\n  b\n  c\n\nNo face (1)\n  a\n');
});

it('finds what was written by a worker that could not tell', () => {
  const before = { classes: [classNamed('a', 1)], samples: [sampleOf('1', 'a')], split: null };
  const after = {
    classes: [classNamed('a', 1), classNamed('b', 2)],
    samples: [sampleOf('1', 'a'), sampleOf('2', 'b')],
    split: null,
  };
  const change = additions(before, after);
  expect(change.samples).toEqual([{ before: null, after: sampleOf('2', 'b') }]);
  expect(change.split).toBeUndefined();
  expect(applied(before, change)).toEqual(after);
});

it('says how long it will take once the pace has settled', () => {
  expect(timeLeft({ done: 10, total: 100 }, 1_000)).toBeNull();
  expect(timeLeft({ done: 10, total: null }, 10_000)).toBeNull();
  expect(timeLeft({ done: 0, total: 100 }, 10_000)).toBeNull();
  expect(timeLeft({ done: 25, total: 100 }, 10_000)).toBe(30_000);
});

describe('the square of a hand crop', () => {
  const bounds = fc.record({ width: fc.integer({ min: 8, max: 1600 }), height: fc.integer({ min: 8, max: 1600 }) });
  const number = fc.double({ min: -4000, max: 4000, noNaN: true });
  const sign = fc.constantFrom<-1 | 1>(-1, 1);
  const inside = ({ x, y, side }: Square, { width, height }: { width: number; height: number }) =>
    side > 0 && x >= -1e-9 && y >= -1e-9 && x + side <= width + 1e-6 && y + side <= height + 1e-6;

  it('stays inside the picture whatever is done to it', () => {
    fc.assert(
      fc.property(
        bounds,
        fc.array(
          fc.record({
            dx: number,
            dy: number,
            factor: fc.double({ min: 0.1, max: 10, noNaN: true }),
            cx: sign,
            cy: sign,
          }),
          {
            maxLength: 12,
          },
        ),
        (picture, steps) => {
          let square = firstSquare(picture);
          for (const { dx, dy, factor, cx, cy } of steps) {
            square = moved(square, dx, dy, picture);
            square = scaled(square, factor, picture);
            square = pulled(square, { x: cx, y: cy }, { x: dx, y: dy }, picture);
            if (!inside(square, picture)) return false;
          }
          return true;
        },
      ),
    );
  });

  it('keeps the opposite corner where it is while one is pulled', () => {
    const picture = { width: 400, height: 300 };
    const square = { x: 100, y: 100, side: 100 };
    expect(pulled(square, { x: 1, y: 1 }, { x: 250, y: 180 }, picture)).toEqual({ x: 100, y: 100, side: 150 });
    expect(pulled(square, { x: -1, y: -1 }, { x: 60, y: 90 }, picture)).toEqual({ x: 60, y: 60, side: 140 });
    expect(pulled(square, { x: 1, y: -1 }, { x: 999, y: -50 }, picture)).toEqual({ x: 100, y: 0, side: 200 });
  });

  it('grows about its middle', () => {
    expect(scaled({ x: 100, y: 100, side: 100 }, 1.5, { width: 400, height: 400 })).toEqual({
      x: 75,
      y: 75,
      side: 150,
    });
  });
});
