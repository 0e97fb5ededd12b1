/** Person, expression and angle are read from names that say them, and from no others. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countViews, seenYaw, viewsOf } from '../../src/data/multiView.ts';

const view = (path: string, ...others: string[]) => viewsOf([path, ...others]).get(path);

describe('names as KDEF has them', () => {
  it.each([
    ['AF01ANFL.JPG', { session: 'A', person: 'F01', expression: 'anger', yaw: -90 }],
    ['KDEF/AF01/BM35AFHL.jpg', { session: 'B', person: 'M35', expression: 'fear', yaw: -45 }],
    ['set.zip/af02dis.jpeg', { session: 'A', person: 'F02', expression: 'disgust', yaw: 0 }],
    ['BF10SUHR.png', { session: 'B', person: 'F10', expression: 'surprise', yaw: 45 }],
    ['AM70SAFR.JPG', { session: 'A', person: 'M70', expression: 'sadness', yaw: 90 }],
    ['AM01NES.JPG', { session: 'A', person: 'M01', expression: 'neutral', yaw: 0 }],
    ['AM01HAS.JPG', { session: 'A', person: 'M01', expression: 'happiness', yaw: 0 }],
  ])('%s', (path, expected) => {
    expect(view(path)).toEqual(expected);
  });

  it.each(['CF01ANFL.JPG', 'AF1ANFL.JPG', 'AF01XXFL.JPG', 'AF01ANFL2.JPG', 'AF01AN.JPG', 'xAF01ANS.JPG', 'a.jpg'])(
    'not %s',
    (path) => {
      expect(view(path)).toBeUndefined();
    },
  );
});

describe('a tree of person, expression and angle', () => {
  it.each([
    ['left', -90],
    ['half left', -45],
    ['Half-Left', -45],
    ['half_right', 45],
    ['straight', 0],
    ['right', 90],
    ['-45', -45],
    ['−30', -30],
    ['+30', 30],
    ['30', 30],
    ['0', 0],
  ])('%s', (name, yaw) => {
    const path = `set/Ada/Joy/${name}.jpg`;
    expect(view(path, 'set/Ada/Joy/75.jpg')).toEqual({ session: null, person: 'Ada', expression: 'Joy', yaw });
  });

  it.each([
    ['numbered pictures', ['Ada/Joy/1.jpg', 'Ada/Joy/2.jpg', 'Ada/Joy/5.jpg']],
    ['one angle only', ['Ada/Joy/45.jpg', 'Bo/Joy/45.jpg']],
    ['another name among them', ['Ada/Joy/left.jpg', 'Ada/Joy/right.jpg', 'Ada/Joy/selfie.jpg']],
    ['no person', ['Joy/left.jpg', 'Joy/right.jpg']],
    ['a zip for a person', ['set.zip/Joy/left.jpg', 'set.zip/Joy/right.jpg']],
    ['more than a quarter turn', ['Ada/Joy/-95.jpg', 'Ada/Joy/0.jpg']],
  ])('is not seen in %s', (_, paths) => {
    expect(viewsOf(paths).size).toBe(0);
  });

  it('is read beside folders that are none', () => {
    const views = viewsOf(['set/Ada/Joy/left.jpg', 'set/Ada/Joy/right.jpg', 'other/Ada/Joy/1.jpg', 'other/b.jpg']);
    expect([...views.keys()]).toEqual(['set/Ada/Joy/left.jpg', 'set/Ada/Joy/right.jpg']);
  });

  it('is the same in whatever order its files come', () => {
    const paths = ['a/P/Joy/-30.jpg', 'a/P/Joy/30.jpg', 'b/P/Joy/1.jpg', 'AF01ANS.JPG', 'c.jpg'];
    fc.assert(
      fc.property(fc.shuffledSubarray(paths, { minLength: paths.length }), (order) => {
        expect(Object.fromEntries(viewsOf(order))).toEqual(Object.fromEntries(viewsOf(paths)));
      }),
    );
  });
});

it('an angle lies on the side that the picture shows, where that is clear', () => {
  expect([null, -38, -5, 5, 38].map((measured) => seenYaw(-45, measured))).toEqual([-45, -45, -45, -45, 45]);
  expect(seenYaw(0, 40)).toBe(0);
});

it('counts what was recognised', () => {
  const paths = ['A', 'B'].flatMap((session) => ['FL', 'S', 'HR'].map((side) => `${session}F01AN${side}.JPG`));
  expect(countViews(viewsOf([...paths, 'AM02HAS.JPG']))).toEqual({
    pictures: 7,
    people: 2,
    expressions: 2,
    angles: [-90, 0, 45],
    moments: 3,
  });
});
