import { add, memory, mul, type Scalar, scalar, square, sub, sum, tensor1d } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Parameters, parameter, release } from '../../src/model/parameters.ts';
import { samGradients } from '../../src/train/optimisers/sam.ts';
import { sgd } from '../../src/train/optimisers/sgd.ts';
import { descend, gradientsOf } from '../descent.ts';
import { startWasm } from './backends.ts';

beforeAll(startWasm);

/** ½Σk·w² over two tensors: the gradient is k·w, so SAM's is k(w + ρ·kw/‖kw‖). */
const STIFFNESS = [1, 4, 9];
const bowl = gradientsOf((p): Scalar => {
  const ab = mul(square(parameter(p, 'ab')), tensor1d(STIFFNESS.slice(0, 2)));
  return mul(add(sum<Scalar>(ab), mul(square(parameter<Scalar>(p, 'c')), STIFFNESS[2] ?? 0)), 0.5);
});

/** (xy − 1)²: no error anywhere on xy = 1, where the curvature is 2(x² + y²), least at (1, 1) and (−1, −1). */
const ridge = gradientsOf((p): Scalar => square(sub(mul(parameter<Scalar>(p, 'x'), parameter<Scalar>(p, 'y')), 1)));

describe('SAM', () => {
  it('gives the gradient at the worst point within ρ, one radius for all tensors, and the value where it started', async () => {
    const parameters = { ab: tensor1d([1, -2]), c: scalar(0.5) };
    const rho = 0.3;
    const { value, gradients } = samGradients(bowl, parameters, rho);
    const w = [1, -2, 0.5];
    const g = w.map((x, i) => x * STIFFNESS[i]!);
    const length = Math.hypot(...g);
    const expected = w.map((x, i) => STIFFNESS[i]! * (x + (rho * g[i]!) / length));
    const found = [...(await gradients.ab!.data()), ...(await gradients.c!.data())];
    found.forEach((x, i) => {
      expect(x).toBeCloseTo(expected[i]!, 5);
    });
    expect((await value.data())[0]).toBeCloseTo(0.5 * w.reduce((s, x, i) => s + STIFFNESS[i]! * x * x, 0), 5);
  });

  it('finds the flat minimum at (1, 1), where plain gradients stay in the sharp one at (3, ⅓)', async () => {
    const optimiser = sgd({ momentum: 0, weightDecay: 0 });
    const end = async (gradients: (parameters: Parameters) => Parameters) => {
      const parameters = { x: scalar(3), y: scalar(0.2) };
      const from = { parameters, state: optimiser.init(parameters), step: 0 };
      const reached = descend(optimiser, gradients, from, 400, 0.05).parameters;
      const [x = 0, y = 0] = [...(await reached.x!.data()), ...(await reached.y!.data())];
      return { error: (x * y - 1) ** 2, curvature: 2 * (x * x + y * y) };
    };
    const plain = await end((p) => ridge(p).gradients);
    const flat = await end((p) => samGradients(ridge, p, 0.2).gradients);
    expect(Math.max(plain.error, flat.error)).toBeLessThan(0.01);
    expect(plain.curvature).toBeGreaterThan(18);
    expect(flat.curvature).toBeLessThan(4.2);
  });

  it('is finite where the gradient is 0', async () => {
    const { gradients } = samGradients(bowl, { ab: tensor1d([0, 0]), c: scalar(0) }, 0.1);
    expect([...(await gradients.ab!.data()), ...(await gradients.c!.data())]).toEqual([0, 0, 0]);
  });

  it('climbs only along the parameters that have gradients', async () => {
    const parameters = { ab: tensor1d([1, -2]), c: scalar(0.5) };
    const frozen = (p: Parameters) => {
      const { value, gradients } = bowl(p);
      return { value: add(value, 0) as Scalar, gradients: { c: gradients.c! } };
    };
    const { gradients } = samGradients(frozen, parameters, 0.3);
    expect(Object.keys(gradients)).toEqual(['c']);
    expect((await gradients.c!.data())[0]).toBeCloseTo(9 * 0.8, 5);
  });

  it('leaves value and gradients behind and nothing else', () => {
    const parameters = { ab: tensor1d([1, -2]), c: scalar(0.5) };
    const before = memory().numTensors;
    const { value, gradients } = samGradients(bowl, parameters, 0.3);
    expect(memory().numTensors).toBe(before + 3);
    expect(parameters.ab.isDisposed || parameters.c.isDisposed).toBe(false);
    value.dispose();
    release(gradients);
  });

  it.each([0, -1, Number.NaN])('refuses a radius of %s', (rho) => {
    expect(() => samGradients(bowl, { ab: tensor1d([1, 1]), c: scalar(1) }, rho)).toThrow('above 0');
  });
});
