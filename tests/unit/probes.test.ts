/** Probes of a frozen embedding: against slow references, and where the answer is known. */

import { describe, expect, it } from 'vitest';
import { minimise } from '../../src/math/minimise.ts';
import { createRng, integer, normal } from '../../src/math/rng.ts';
import { linearProbe } from '../../src/train/evaluation/linearProbe.ts';
import { penalisedLoss } from '../../src/train/evaluation/logistic.ts';
import { identityControl, neighbourProbe } from '../../src/train/evaluation/neighbourProbe.ts';
import { cosinesTo, normaliseRows } from '../../src/train/neighbours.ts';

const WIDTH = 12;
const CLASSES = 4;
const breathe = async () => {};

/** Clouds about one axis for each class; `signal` 0: the labels are chance. */
function clouds(n: number, signal: number, seed: number) {
  const rng = createRng(seed);
  const labels = Int32Array.from({ length: n }, () => integer(rng, CLASSES));
  const embeddings = Float32Array.from(
    { length: n * WIDTH },
    (_, i) => normal(rng) + (i % WIDTH === labels[Math.floor(i / WIDTH)] ? signal : 0),
  );
  return { labels, embeddings };
}

const column = (rows: Float32Array, j: number) => Array.from(rows).filter((_, i) => i % WIDTH === j);
const average = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

const nothing = { labels: new Int32Array(0), embeddings: new Float32Array(0) };
const probe = (signal: number, validation = clouds(200, signal, 2)) =>
  linearProbe({
    train: clouds(400, signal, 1),
    validation,
    judged: clouds(400, signal, 3),
    width: WIDTH,
    classes: CLASSES,
    breathe,
  });

describe('the penalised cross-entropy', () => {
  const { labels, embeddings } = clouds(30, 1, 9);
  const features = Float64Array.from(embeddings);
  const rng = createRng(8);
  const weights = Float64Array.from({ length: CLASSES * (WIDTH + 1) }, () => normal(rng));
  const gradient = new Float64Array(weights.length);
  const value = (at: Float64Array) => penalisedLoss(at, new Float64Array(at.length), features, labels, CLASSES, 0.3);

  it('is its definition, one sample after the other', () => {
    let sum = 0;
    labels.forEach((label, i) => {
      const logits = Array.from({ length: CLASSES }, (_, c) => {
        const row = weights.subarray(c * (WIDTH + 1), (c + 1) * (WIDTH + 1));
        return row.reduce((total, w, j) => total + w * (j < WIDTH ? (features[i * WIDTH + j] ?? 0) : 1), 0);
      });
      sum -= Math.log(Math.exp(logits[label] ?? 0) / logits.reduce((total, logit) => total + Math.exp(logit), 0));
    });
    const squares = weights.reduce((total, w, k) => total + (k % (WIDTH + 1) === WIDTH ? 0 : w * w), 0);
    expect(value(weights)).toBeCloseTo(sum / labels.length + 0.15 * squares, 10);
  });

  it('has the gradient of central differences', () => {
    penalisedLoss(weights, gradient, features, labels, CLASSES, 0.3);
    const step = 1e-5;
    weights.forEach((_, k) => {
      const moved = (by: number) => value(weights.map((w, other) => (other === k ? w + by : w)));
      expect(gradient[k]).toBeCloseTo((moved(step) - moved(-step)) / (2 * step), 7);
    });
  });

  it('is log(classes) where nothing is known', () => {
    const zeros = new Float64Array(weights.length);
    expect(value(zeros)).toBeCloseTo(Math.log(CLASSES), 12);
  });
});

describe('the linear probe', () => {
  it('separates what a plane separates, and settles', async () => {
    const found = await probe(12);
    expect(found.accuracy).toBe(1);
    expect(found.balancedAccuracy).toBe(1);
    expect(found.gradientNorm).toBeLessThanOrEqual(1e-4);
  });

  it('is at chance for labels of chance, and then takes the strongest penalty', async () => {
    const found = await probe(0);
    expect(Math.abs(found.balancedAccuracy - 1 / CLASSES)).toBeLessThan(0.08);
    expect(found.strength).toBe(1);
  });

  it('takes a weak penalty where the classes are far apart', async () => {
    expect((await probe(12)).strength).toBeLessThan(0.1);
  });

  it.each([
    [60, 1.5],
    [30, 3],
    [40, 5],
  ])('keeps the penalty whose solution tells the validation samples best: %i samples, signal %d', async (n, signal) => {
    const [train, validation] = [clouds(n, signal, 1), clouds(200, signal, 2)];
    const mean = Array.from({ length: WIDTH }, (_, j) => average(column(train.embeddings, j)));
    const deviation = mean.map((middle, j) =>
      Math.sqrt(average(column(train.embeddings, j).map((value) => (value - middle) ** 2))),
    );
    const scaled = ({ embeddings }: typeof train) =>
      Float64Array.from(embeddings, (value, i) => (value - (mean[i % WIDTH] ?? 0)) / (deviation[i % WIDTH] ?? 1));
    const losses: { strength: number; loss: number }[] = [];
    for (const strength of [1, 0.1, 0.01, 0.001]) {
      const { at } = await minimise(
        (weights, gradient) => penalisedLoss(weights, gradient, scaled(train), train.labels, CLASSES, strength),
        new Float64Array(CLASSES * (WIDTH + 1)),
        { tolerance: 1e-5, mostSteps: 2_000, breathe },
      );
      const loss = penalisedLoss(at, new Float64Array(at.length), scaled(validation), validation.labels, CLASSES, 0);
      losses.push({ strength, loss });
    }
    const [best] = losses.sort((a, b) => a.loss - b.loss);
    const found = await linearProbe({ train, validation, judged: train, width: WIDTH, classes: CLASSES, breathe });
    expect(found.strength).toBe(best?.strength);
  });

  it('never looks at what is judged to choose the penalty', async () => {
    const train = clouds(400, 2, 1);
    const validation = clouds(200, 2, 2);
    const judge = async (judged: ReturnType<typeof clouds>) =>
      linearProbe({ train, validation, judged, width: WIDTH, classes: CLASSES, breathe });
    const fair = await judge(clouds(300, 2, 3));
    const shuffled = await judge(clouds(300, 0, 4));
    const { strength, steps, gradientNorm } = fair;
    expect(shuffled).toMatchObject({ strength, steps, gradientNorm });
    expect(shuffled.accuracy).toBeLessThan(fair.accuracy);
  });

  it('works without validation samples, and does not mind scale, shift or a dimension that never varies', async () => {
    const usual = await probe(3, nothing);
    expect(usual.chosenOnValidation).toBe(false);
    const moved = (part: ReturnType<typeof clouds>) => ({
      labels: part.labels,
      embeddings: part.embeddings.map((value, i) => (i % WIDTH === 11 ? 7 : value * 10 ** ((i % WIDTH) % 3) + 5)),
    });
    const plain = (part: ReturnType<typeof clouds>) => ({
      labels: part.labels,
      embeddings: part.embeddings.map((value, i) => (i % WIDTH === 11 ? 0 : value)),
    });
    const parts = { train: clouds(400, 3, 1), judged: clouds(400, 3, 3) };
    const run = (change: typeof plain) =>
      linearProbe({
        train: change(parts.train),
        judged: change(parts.judged),
        validation: nothing,
        width: WIDTH,
        classes: CLASSES,
        breathe,
      });
    const [there, here] = [await run(moved), await run(plain)];
    expect(there.accuracy).toBeCloseTo(here.accuracy, 2);
    expect(there.steps).toBe(here.steps);
  });
});

describe('the neighbour probe', () => {
  it('answers as sorting everything does', () => {
    const train = clouds(150, 1.5, 5);
    const judged = clouds(80, 1.5, 6);
    normaliseRows(train.embeddings, WIDTH);
    normaliseRows(judged.embeddings, WIDTH);
    const probing = neighbourProbe(train.labels, CLASSES);
    let right = 0;
    judged.labels.forEach((label, i) => {
      const cosines = cosinesTo(judged.embeddings.subarray(i * WIDTH, (i + 1) * WIDTH), train.embeddings, 150);
      probing.add(label, cosines);
      const nearest = [...cosines.keys()].sort((a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0)).slice(0, 5);
      const votes = new Array<number>(CLASSES).fill(0);
      for (const row of nearest) {
        const voted = train.labels[row] ?? 0;
        votes[voted] = (votes[voted] ?? 0) + Math.exp((cosines[row] ?? 0) / 0.1);
      }
      right += votes.indexOf(Math.max(...votes)) === label ? 1 : 0;
    });
    expect(probing.scores().accuracy).toBeCloseTo(right / 80, 12);
    expect(right / 80).toBeGreaterThan(0.5);
  });

  it('makes do with fewer training samples than neighbours', () => {
    const probing = neighbourProbe(Int32Array.from([1, 0]), 2);
    probing.add(1, new Float32Array([0.9, 0.1]));
    expect(probing.scores().accuracy).toBe(1);
  });
});

describe('the identity control', () => {
  const control = (vectors: Float32Array, people: string[], groups: string[]) => {
    const found = identityControl(people, groups);
    people.forEach((_, i) => {
      found.add(i, cosinesTo(vectors.subarray(i * 2, i * 2 + 2), vectors, people.length));
    });
    return found.result();
  };
  /** Unit vectors at these angles, degrees. */
  const at = (...angles: number[]) =>
    Float32Array.from(angles.flatMap((a) => [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)]));

  it('finds people by their likeness, against the chance of finding them blindly', () => {
    const found = control(at(0, 2, 90, 93), ['a', 'a', 'b', 'b'], ['1', '2', '3', '4']);
    expect(found?.rate).toBe(1);
    expect(found?.chance).toBeCloseTo(1 / 3, 12);
    expect(found?.count).toBe(4);
  });

  it('does not count neighbouring frames as finding the person', () => {
    // The frames of each clip lie together; the other clip of the same person lies with the other person.
    const people = ['a', 'a', 'a', 'b', 'b', 'b'];
    const groups = ['a1', 'a1', 'a2', 'b1', 'b1', 'b2'];
    expect(control(at(0, 1, 90, 91.5, 92, 3), people, groups)?.rate).toBe(0);
    const everyFrame = control(at(0, 1, 90, 91.5, 92, 3), people, ['1', '2', '3', '4', '5', '6']);
    expect(everyFrame?.rate).toBeCloseTo(4 / 6, 12);
  });

  it('asks nobody who has no other clip, or no company', () => {
    expect(control(at(0, 1, 2), ['a', 'b', 'c'], ['1', '2', '3'])).toBeNull();
    expect(control(at(0, 1), ['a', 'a'], ['1', '2'])).toBeNull();
    expect(control(at(0, 1, 2), ['a', 'a', 'b'], ['1', '2', '3'])?.count).toBe(2);
  });
});
