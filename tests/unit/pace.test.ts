import { describe, expect, it } from 'vitest';
import { createPace } from '../../src/train/pace.ts';

describe('the pace of a run', () => {
  it('lets work through at once when nothing runs', async () => {
    expect(await createPace().between(async () => 5)).toBe(5);
  });

  it('serves at most one waiting piece of work between two steps', async () => {
    const pace = createPace();
    const log: string[] = [];
    await pace.during(async () => {
      const served = [1, 2, 3].map((n) => pace.between(async () => void log.push(`served ${n}`)));
      for (let step = 1; step <= 4; step++) {
        log.push(`step ${step}`);
        await pace.breathe();
      }
      await Promise.all(served);
    });
    expect(log).toEqual(['step 1', 'served 1', 'step 2', 'served 2', 'step 3', 'served 3', 'step 4']);
  });

  it('serves what still waits when the run ends, even when it ends badly', async () => {
    const pace = createPace();
    let waiting: Promise<string> | undefined;
    const run = pace.during(async () => {
      waiting = pace.between(async () => 'served');
      throw new Error('ran away');
    });
    await expect(run).rejects.toThrow('ran away');
    expect(await waiting).toBe('served');
  });

  it('gives the error to the one who asked, and the run goes on', async () => {
    const pace = createPace();
    await pace.during(async () => {
      const failed = expect(pace.between(() => Promise.reject(new Error('no face')))).rejects.toThrow('no face');
      await pace.breathe();
      await failed;
    });
  });

  it('lets timers and messages in', async () => {
    const pace = createPace();
    let fired = false;
    setTimeout(() => (fired = true), 1);
    await pace.during(async () => {
      const end = performance.now() + 2000;
      while (!fired && performance.now() < end) await pace.breathe();
    });
    expect(fired).toBe(true);
  });
});
