/** What was read of a file: when which face shows what, and the CSV and JSON of it. */

import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { nextSampleTime } from '../../src/math/sampling.ts';
import { renumbered } from '../../src/ui/recognise/numbering.ts';
import {
  type FaceReading,
  type FilmReading,
  facesSeen,
  type Models,
  mainFace,
  momentAt,
  type PicturesReading,
  scoreLines,
  stretches,
} from '../../src/ui/recognise/reading.ts';
import { readingCsv, readingJson } from '../../src/ui/recognise/readingFiles.ts';

const face = (id: number, base: number[], own: number[] | null = null): FaceReading => ({
  id,
  box: { x: 10.04, y: 20, width: 30 * id, height: 40 },
  pose: { yaw: -12.34, pitch: 3, roll: 0 },
  base: Float32Array.from(base),
  own: own && Float32Array.from(own),
});

const HAPPY = [0.1, 0.9];
const CALM = [0.8, 0.2];
const UNSURE = [0.5, 0.5];

const legend = ['a', 'b'].map((name) => ({ name, colour: '#000' }));
const models: Models = {
  base: { id: '0123456789abcdef', classes: ['neutral', 'happiness'], legend },
  own: null,
  threshold: 0.6,
};
const film = (moments: FilmReading['moments'], change: Partial<FilmReading> = {}): FilmReading => ({
  kind: 'film',
  name: 'holiday, "best".mp4',
  width: 640,
  height: 360,
  duration: 1000,
  perSecond: 5,
  models,
  moments,
  ...change,
});

describe('the times that are read', () => {
  it('are those of the interval, in spite of rounded frame times', () => {
    expect(nextSampleTime(0, 5)).toBe(200);
    expect(nextSampleTime(199.9, 5)).toBe(400);
    expect(nextSampleTime(208.3, 5)).toBe(400);
    // Matroska writes 66.67 ms as 67 and 133.33 ms as 133.
    expect(nextSampleTime(133, 15)).toBeCloseTo(200, 9);
  });

  it('do not fall behind after a gap', () => {
    expect(nextSampleTime(10_050, 5)).toBe(10_200);
  });
});

describe('the moments of a film', () => {
  const moments = [
    { time: 0, faces: [face(1, HAPPY)] },
    { time: 200, faces: [face(1, HAPPY), face(2, CALM)] },
    { time: 400, faces: [face(2, UNSURE)] },
    { time: 600, faces: [face(1, CALM), face(2, UNSURE)] },
  ];

  it('name the faces, the most seen first', () => {
    expect(facesSeen(moments)).toEqual([
      { id: 1, moments: 3 },
      { id: 2, moments: 3 },
    ]);
    expect(facesSeen(moments.slice(1))).toEqual([
      { id: 2, moments: 3 },
      { id: 1, moments: 2 },
    ]);
  });

  it('are found by time', () => {
    expect(momentAt(moments, -5, 400)).toBeUndefined();
    expect(momentAt(moments, 0, 400)?.time).toBe(0);
    expect(momentAt(moments, 399.5, 400)?.time).toBe(400);
    expect(momentAt(moments, 398, 400)?.time).toBe(200);
    expect(momentAt(moments, 1000, 400)?.time).toBe(600);
    expect(momentAt(moments, 1001, 400)).toBeUndefined();
    expect(momentAt([], 0, 400)).toBeUndefined();
  });

  it('give a line for each class with gaps where the face is away', () => {
    const [times, neutral, happiness] = scoreLines(moments, 1, 'base', 2);
    expect(times).toEqual([0, 0.2, 0.4, 0.6]);
    expect(neutral?.map((value) => value && Math.round(value * 10))).toEqual([1, 1, null, 8]);
    expect(happiness?.map((value) => value && Math.round(value * 10))).toEqual([9, 9, null, 2]);
    expect(scoreLines(moments, 1, 'own', 1)[1]).toEqual([null, null, null, null]);
  });

  it('are joined to stretches of one expression', () => {
    expect(stretches(moments, 1, 'base', 0.6, 200)).toEqual([
      { from: 0, to: 400, label: 1 },
      { from: 600, to: 800, label: 0 },
    ]);
    expect(stretches(moments, 2, 'base', 0.6, 200)).toEqual([
      { from: 200, to: 400, label: 0 },
      { from: 400, to: 800, label: null },
    ]);
    expect(stretches(moments, 3, 'base', 0.6, 200)).toEqual([]);
  });

  it('do not stretch over what was not read', () => {
    const torn = [
      { time: 0, faces: [face(1, HAPPY)] },
      { time: 5000, faces: [face(1, HAPPY)] },
    ];
    expect(stretches(torn, 1, 'base', 0.6, 200).map(({ from, to }) => [from, to])).toEqual([
      [0, 400],
      [5000, 5200],
    ]);
  });
});

it('a picture speaks by its largest face', () => {
  expect(mainFace([face(1, HAPPY), face(3, CALM), face(2, CALM)])?.id).toBe(3);
  expect(mainFace([])).toBeUndefined();
});

const parsed = (csv: string) => Papa.parse<Record<string, string>>(csv, { header: true });

describe('CSV and JSON', () => {
  it('of a film say the same', () => {
    const own = { id: 'run', name: 'Mine', classes: ['=SUM(A1)', 'wide, "open"'], legend };
    const reading = film(
      [
        { time: 0, faces: [] },
        { time: 33.3333, faces: [face(1, HAPPY, [0.25, 0.75]), face(2, UNSURE)] },
      ],
      { models: { ...models, own } },
    );
    const { data, errors } = parsed(readingCsv(reading));
    expect(errors).toEqual([]);
    const json = JSON.parse(readingJson(reading));
    expect(json.file).toBe('holiday, "best".mp4');
    expect(json.models.base.hash).toBe('0123456789abcdef');
    expect(json.frames.map((frame: { faces: unknown[] }) => frame.faces.length)).toEqual([0, 2]);
    expect(data).toHaveLength(2);
    const [first, second] = data;
    const [one, two] = json.frames[1].faces;
    expect(first).toEqual({
      time_ms: '33.3',
      face: '1',
      x: '10',
      y: '20',
      width: '30',
      height: '40',
      yaw: '-12.3',
      pitch: '3',
      roll: '0',
      'base expression': 'happiness',
      'base neutral': '0.1',
      'base happiness': '0.9',
      'own expression': 'wide, "open"',
      'own =SUM(A1)': '0.25',
      'own wide, "open"': '0.75',
    });
    expect([one.x, one.yaw, one.base, one.own]).toEqual([
      10,
      -12.3,
      { expression: 'happiness', scores: [0.1, 0.9] },
      { expression: 'wide, "open"', scores: [0.25, 0.75] },
    ]);
    expect([second?.['base expression'], second?.['own expression'], second?.['own =SUM(A1)']]).toEqual([
      'not sure',
      '',
      '',
    ]);
    expect([two.base.expression, two.own]).toEqual(['not sure', null]);
  });

  it('of pictures name the broken ones with their reason', () => {
    const reading: PicturesReading = {
      kind: 'pictures',
      models,
      pictures: [
        {
          path: 'a/=HYPERLINK("x").jpg',
          width: 100,
          height: 80,
          faces: [face(1, CALM), face(2, HAPPY)],
          problem: null,
        },
        { path: 'a/empty room.jpg', width: 100, height: 80, faces: [], problem: null },
        { path: '@broken,\n"name".png', width: 0, height: 0, faces: [], problem: 'This file is empty.' },
      ],
    };
    const { data, errors } = parsed(readingCsv(reading));
    expect(errors).toEqual([]);
    expect(data.map(({ file, face: id, problem }) => [file, id, problem])).toEqual([
      ['a/=HYPERLINK("x").jpg', '1', ''],
      ['a/=HYPERLINK("x").jpg', '2', ''],
      ['a/empty room.jpg', '', ''],
      [`'@broken,\n"name".png`, '', 'This file is empty.'],
    ]);
    const json = JSON.parse(readingJson(reading));
    expect(json.pictures[0].faces).toHaveLength(2);
    expect(json.pictures[2]).toEqual({ file: '@broken,\n"name".png', problem: 'This file is empty.' });
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx'])('keep a spreadsheet from running %j', (name) => {
    const own = { id: 'run', name: 'Mine', classes: [name, 'b'], legend };
    const csv = readingCsv(film([{ time: 0, faces: [face(1, HAPPY, [0.9, 0.1])] }], { models: { ...models, own } }));
    expect(parsed(csv).data[0]?.['own expression']).toBe(`'${name}`);
  });
});

describe('the faces on the stage', () => {
  const at = (id: number, x: number) => ({ id, box: { x, y: 0, width: 100, height: 100 } });

  it('get the numbers that they have in the reading', () => {
    const live = renumbered([at(1, 210), at(2, 20)], [at(1, 10), at(2, 200), at(3, 400)]);
    expect(live.map(({ id }) => id)).toEqual([2, 1]);
  });

  it('keep their own where they are new, or get a free one', () => {
    const live = renumbered([at(1, 0), at(2, 800), at(9, 600)], [at(2, 5)]);
    expect(live.map(({ id }) => id)).toEqual([2, 3, 9]);
  });

  it('never share a number', () => {
    const live = renumbered([at(1, 0), at(2, 10), at(3, 20)], [at(3, 0)]);
    expect(new Set(live.map(({ id }) => id)).size).toBe(3);
    expect(live[0]?.id).toBe(3);
  });
});
