/** Every camera failure has a title and says what to do next. */

import { describe, expect, it } from 'vitest';
import { cameraObstacle, cameraProblem } from '../../src/ui/sources/cameraErrors.ts';

describe('what getUserMedia throws', () => {
  const titles = new Map<string, string>();
  for (const name of [
    'NotAllowedError',
    'NotFoundError',
    'NotReadableError',
    'OverconstrainedError',
    'SecurityError',
    'AbortError',
    'TypeError',
  ]) {
    it(name, () => {
      const { title, advice } = cameraProblem(new DOMException('', name), { withheld: false });
      expect(title).not.toBe('');
      expect(advice.length).toBeGreaterThan(30);
      expect([...titles.values()]).not.toContain(title);
      titles.set(name, title);
    });
  }

  it('names the frame when a frame is to blame', () => {
    const { advice } = cameraProblem(new DOMException('', 'NotAllowedError'), { withheld: true });
    expect(advice).toContain('allow="camera"');
  });
});

describe('what speaks against asking at all', () => {
  const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';
  it('nothing, where the browser offers a camera', () => {
    expect(cameraObstacle({ userAgent: chrome, secure: true, hasMediaDevices: true })).toBeNull();
  });
  it('an insecure address', () => {
    expect(cameraObstacle({ userAgent: chrome, secure: false, hasMediaDevices: false })?.advice).toContain('https://');
  });
  it('the browser inside another app', () => {
    const userAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Mobile/15E148 Instagram 300.0';
    expect(cameraObstacle({ userAgent, secure: true, hasMediaDevices: false })?.title).toContain('built-in browser');
  });
  it('an old browser', () => {
    expect(cameraObstacle({ userAgent: chrome, secure: true, hasMediaDevices: false })?.title).toContain('no camera');
  });
});
