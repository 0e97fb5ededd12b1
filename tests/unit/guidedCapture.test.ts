/** The pure parts of guided capture: bins of yaw, the common time axis, the plane, replays, and what methods lack. */

import { describe, expect, it } from 'vitest';
import { EMPTY } from '../../src/data/change.ts';
import { rateSamples } from '../../src/data/edits.ts';
import type { Sample } from '../../src/data/schema.ts';
import { clipsOf, frameAt, timesOf } from '../../src/ui/guided/clips.ts';
import { calMissing, clmexMissing, rmferMissing, sslferMissing } from '../../src/ui/guided/missing.ts';
import { affectAt, affectWords, movedBy, placeOf } from '../../src/ui/guided/pad.ts';
import { clipId, isReaction, peopleOn } from '../../src/ui/guided/reactionClip.ts';
import { dueTick, ticksOf, timeOfTick } from '../../src/ui/guided/ticks.ts';
import { binOf, isComplete, spanWords, type Turn, turnHint, withView, YAW_BINS } from '../../src/ui/guided/yawBins.ts';
import { methodWords } from '../../src/ui/importing/methodWords.ts';
import type { ImportSummary } from '../../src/vision/protocol.ts';
import { classNamed, sampleOf } from '../records.ts';

type View = { yaw: number; sharpness: number };
const turned = (...views: [yaw: number, sharpness: number][]): Turn<View> =>
  views.reduce<Turn<View>>((turn, [yaw, sharpness]) => withView(turn, { yaw, sharpness }), new Map());

const range = <T>(n: number, make: (i: number) => T): T[] => Array.from({ length: n }, (_, i) => make(i));

describe('a turning head', () => {
  it('falls into the bin whose centre is nearest, and into none beyond the outermost', () => {
    YAW_BINS.forEach((centre, bin) => {
      for (const off of [-7.4, 0, 7.4]) expect(binOf(centre + off)).toBe(bin);
    });
    expect([-67.6, 67.6, 90].map(binOf)).toEqual([null, null, null]);
  });

  it('keeps the sharpest view of each bin, the first of two alike', () => {
    const turn = turned([0, 0.2], [2, 0.5], [-3, 0.4], [5, 0.5], [30, 0.1], [80, 0.9]);
    expect([...turn.values()]).toEqual([
      { yaw: 2, sharpness: 0.5 },
      { yaw: 30, sharpness: 0.1 },
    ]);
    expect(spanWords(turned([-44.6, 1], [30, 1]))).toBe('−45° to 30°');
  });

  it('says where to turn until every direction is there', () => {
    const side = (sign: number) => [15, 30, 45, 60].map((yaw): [number, number] => [sign * yaw, 1]);
    expect(turnHint(turned([0, 1]))).toContain('to one side, then to the other');
    expect(turnHint(turned(...side(-1)))).toBe('Now turn slowly to your left.');
    expect(turnHint(turned(...side(1), [0, 1]))).toBe('Now turn slowly to your right.');
    expect(turnHint(turned(...side(1), ...side(-1)))).toContain('look straight');
    const all = turned(...side(1), ...side(-1), [0, 1]);
    expect([isComplete(all), turnHint(all)]).toEqual([true, 'Every direction is there.']);
  });
});

describe('the time axis of a clip', () => {
  it('wants each tick once, and leaves out those that passed unseen', () => {
    const taken: number[] = [];
    for (const time of [0, 30, 190, 200, 210, 399, 830, 990]) {
      const tick = dueTick(time, taken.at(-1) ?? -1);
      if (tick !== null) taken.push(tick);
    }
    expect(taken).toEqual([0, 1, 4]);
    expect(taken.map(timeOfTick)).toEqual([0, 200, 800]);
    expect([ticksOf(10_000), ticksOf(10_001), ticksOf(0)]).toEqual([50, 51, 1]);
  });

  it('knows a clip again by its name and length, and who was recorded on it', () => {
    const clip = clipId('cats.mp4', 12_340);
    expect(clip).toBe('reactions to cats.mp4, 12.3 s');
    expect([isReaction(clip), isReaction(crypto.randomUUID())]).toEqual([true, false]);
    const on = (person: string) => sampleOf(person, null, { person, clip });
    expect(peopleOn([on('Ada'), on('Ben'), on('Ada'), sampleOf('x', null)], clip)).toEqual(['Ada', 'Ben']);
  });
});

describe('the plane of valence and arousal', () => {
  it('has excited at the top and pleasant on the right, in hundredths, and ends at its edge', () => {
    expect(affectAt(0.5, 0.5)).toEqual({ valence: 0, arousal: 0 });
    expect(affectAt(0.75, 0.1)).toEqual({ valence: 0.5, arousal: 0.8 });
    expect(affectAt(-3, 7)).toEqual({ valence: -1, arousal: -1 });
    const { x, y } = placeOf({ valence: 0.5, arousal: 0.8 });
    expect([x, y]).toEqual([0.75, expect.closeTo(0.1)]);
    expect(Object.is(affectAt(0.499, 0.5).valence, 0)).toBe(true);
  });

  it('is moved by arrows, further with Shift, to the middle by Home, and by nothing else', () => {
    expect(movedBy('ArrowUp', false, null)).toEqual({ valence: 0, arousal: 0.05 });
    expect(movedBy('ArrowLeft', true, { valence: 0.1, arousal: 0.3 })).toEqual({ valence: -0.15, arousal: 0.3 });
    expect(movedBy('ArrowRight', true, { valence: 0.9, arousal: 0 })).toEqual({ valence: 1, arousal: 0 });
    expect(movedBy('Home', false, { valence: 1, arousal: 1 })).toEqual({ valence: 0, arousal: 0 });
    expect(movedBy('a', false, null)).toBeNull();
    expect(affectWords({ valence: 0.4, arousal: -0.25 })).toBe('valence 0.40, arousal −0.25');
  });

  it('gives each rated sample its own values, in one change', () => {
    const samples = [sampleOf('a', null), sampleOf('b', null, { valence: 0.1, arousal: 0.2 }), sampleOf('c', null)];
    const ratings = new Map([
      ['a', { valence: 0.5, arousal: -0.5 }],
      ['b', { valence: 0.1, arousal: 0.2 }],
    ]);
    const { samples: edits } = rateSamples({ ...EMPTY, samples }, ratings);
    expect(edits.map(({ after }) => [after?.id, after?.valence, after?.arousal])).toEqual([['a', 0.5, -0.5]]);
  });
});

describe('recordings to be rated', () => {
  const frames = (clip: string, n: number, change: (i: number) => Partial<Sample> = () => ({})) =>
    range(n, (i) => sampleOf(`${clip}${n - i}`, 'smile', { clip, time: 1000 - 100 * i, ...change(i) }));

  it('are the clips of five frames or more, by face, the latest first, each in its order', () => {
    const clips = clipsOf(
      [
        ...frames('take', 5, () => ({ recordedAt: 1 })),
        ...frames('short', 4),
        ...frames('turn', 9, () => ({ moment: 'm' })),
        ...frames('mashup', 12, (i) => ({ track: i % 2, file: 'calls.mp4', recordedAt: 2 })),
        ...frames('pair', 10, (i) => ({ moment: String(i >> 1), tile: 1 + (i % 2), recordedAt: 3 })),
      ],
      [classNamed('smile', 1, { name: 'Smile' })],
    );
    expect(clips.map(({ name, frames: { length } }) => [name.replace(/, \d+ [A-Z][a-z]{2} .*/, ''), length])).toEqual([
      ['Smile, tile 1', 5],
      ['Smile, tile 2', 5],
      ['calls.mp4', 6],
      ['calls.mp4', 6],
      ['Smile', 5],
    ]);
    expect(timesOf(clips.at(-1)!)).toEqual([0, 100, 200, 300, 400]);
  });

  it('show at a time the latest frame that has been reached', () => {
    expect([0, 99, 100, 250, 9_999].map((time) => frameAt([0, 100, 200], time))).toEqual([0, 0, 1, 2, 2]);
  });
});

describe('what a method still lacks', () => {
  const watching = (person: string, n: number, shift = 0) =>
    range(n, (i) => sampleOf(`${person}${i}`, null, { person, clip: 'c', time: shift + 200 * i }));
  const labelled = (classId: string, n: number) => range(n, (i) => sampleOf(`${classId}${i}`, classId));

  it('RMFER: people on one clip, then frames of each, then labels', () => {
    expect(rmferMissing([])).toBe('RMFER needs at least 2 people on the same clip: none yet.');
    const one = 'RMFER needs at least 2 people on the same clip: one more.';
    expect(rmferMissing(watching('Ada', 40))).toBe(one);
    // Somebody else, at quite another time of the clip, or on another clip.
    expect(rmferMissing([...watching('Ada', 40), ...watching('Ben', 40, 60_000)])).toBe(one);
    const elsewhere = watching('Ben', 40).map((sample) => ({ ...sample, clip: 'd' }));
    expect(rmferMissing([...watching('Ada', 40), ...elsewhere])).toBe(one);
    // Two cameras show one person twice.
    const pair = range(80, (i) =>
      sampleOf(`p${i}`, null, { clip: 'p', time: 200 * (i >> 1), moment: `${i >> 1}`, tile: i % 2 }),
    );
    expect(rmferMissing(pair)).toBe(one);
    // Two tiles that were found to show one person.
    const tiles = watching('Ada', 80).map((sample, i) => ({ ...sample, time: 200 * (i >> 1), tile: 1 + (i % 2) }));
    expect(rmferMissing(tiles)).toBe(one);
    expect(rmferMissing([...watching('Ada', 40), ...watching('Ben', 30)])).toContain('31 frames of each person');
    const two = [...watching('Ada', 40), ...watching('Ben', 31)];
    expect(rmferMissing(two)).toBe('RMFER has 2 people on one clip; it also needs 10 labelled faces of 2 classes.');
    expect(rmferMissing([...two, ...labelled('smile', 10), ...labelled('plain', 9)])).toContain('also needs');
    expect(rmferMissing([...two, ...labelled('smile', 10), ...labelled('plain', 10)])).toContain('has what it needs');
  });

  it('CL-MEx: moments from two sides, of two expressions', () => {
    const moment = (id: string, classId: string, ...yaws: number[]) =>
      yaws.map((yaw, i) => sampleOf(`${id}${i}`, classId, { moment: id, yaw }));
    expect(clmexMissing([])).toBe('CL-MEx needs 4 moments seen from two sides or more: 4 more.');
    const some = [...moment('a', 'smile', -30, 0, 30), ...moment('b', 'smile', 0, 20), ...moment('c', 'smile', 0, 3)];
    expect(clmexMissing(some)).toContain(': 2 more.');
    const same = [...some, ...moment('d', 'smile', 0, 40), ...moment('e', 'smile', -9, 9)];
    expect(clmexMissing(same)).toContain('at least 2 expressions');
    expect(clmexMissing([...same, ...moment('f', 'plain', 0, 40)])).toBe(
      'CL-MEx has what it needs: 5 moments of 2 expressions, 11 views.',
    );
  });

  it('CAL: rated frames, weak and strong ones, of two people', () => {
    const rated = (n: number, person: string, radius: number) =>
      range(n, (i) => sampleOf(`${person}${radius}${i}`, null, { person, valence: radius, arousal: 0 }));
    expect(calMissing([...rated(48, 'Ada', 0.5), sampleOf('x', null, { valence: 1 })])).toBe(
      'CAL needs 60 frames with valence and arousal: 12 more.',
    );
    expect(calMissing(rated(60, 'Ada', 0.5))).toContain('weak and strong');
    expect(calMissing([...rated(30, 'Ada', 0.1), ...rated(30, 'Ada', 0.9)])).toContain('one more person');
    expect(calMissing([...rated(30, 'Ada', 0.1), ...rated(30, 'Ben', 0.9)])).toContain('60 frames');
  });

  it('are told of an import only where its samples are of use to them', () => {
    const importOf = (...added: Sample[]): ImportSummary => ({
      change: { classes: [], samples: added.map((after) => ({ before: null, after })) },
      skipped: [],
      stopped: false,
      films: [],
      models: [],
      views: null,
    });
    const names = (summary: ImportSummary) => methodWords(summary, []).map(({ words }) => words.split(' ')[0]);
    const ada = sampleOf('1', null, { person: 'Ada', clip: 'film', time: 0 });
    expect(names(importOf(sampleOf('1', null)))).toEqual([]);
    expect(names(importOf(ada, { ...ada, id: '2', time: 500 }))).toEqual(['SSLFER']);
    expect(names(importOf(ada, { ...ada, id: '2', person: 'Bo', valence: 0.5 }))).toEqual(['RMFER', 'CAL']);
    expect(names(importOf(sampleOf('1', null, { moment: 'one' })))).toEqual(['CL-MEx']);
    expect(
      names({
        ...importOf(),
        views: { pictures: 4, people: 1, expressions: 1, angles: [0, 45], moments: 2, turned: 0 },
      }),
    ).toEqual(['CL-MEx']);
  });

  it('SSLFER: two long recordings of one person, neither sparse', () => {
    const take = (clip: string, n: number, step: number) =>
      range(n, (i) => sampleOf(`${clip}${i}`, null, { clip, time: step * i }));
    expect(sslferMissing([])).toContain(': 2 more.');
    expect(sslferMissing([...take('a', 30, 125), ...take('b', 20, 125), ...take('c', 8, 600)])).toContain(': 1 more.');
    expect(sslferMissing([...take('a', 30, 125), ...take('b', 30, 125)])).toContain('has what it needs: 2 recordings');
  });
});
