/** How samples are recorded: held or by a timer, and which frames are skipped. */

import { IconButton, Popover, SegmentedControl, Switch } from '@radix-ui/themes';
import { Timer } from 'lucide-react';
import type { CaptureChoices } from '../preferences.ts';
import { useStore } from '../store.ts';
import { chooseCapture } from './capture.ts';

const LENGTHS = [null, 3, 5, 10] as const satisfies CaptureChoices['seconds'][];
const COUNTDOWNS = [0, 3, 5] as const satisfies CaptureChoices['countdown'][];

export function CaptureSettings() {
  const { seconds, countdown, smart } = useStore((state) => state.capture);
  return (
    <Popover.Root>
      <Popover.Trigger>
        <IconButton
          variant={seconds === null ? 'ghost' : 'soft'}
          size="1"
          className="capture-settings-button"
          aria-label="Recording settings"
          title="Timer and smart capture"
        >
          <Timer size={16} />
        </IconButton>
      </Popover.Trigger>
      <Popover.Content className="capture-settings" align="end" width="320px" aria-label="Recording settings">
        <div className="capture-setting">
          <span id="take-length">Record</span>
          <SegmentedControl.Root
            size="1"
            aria-labelledby="take-length"
            value={String(seconds)}
            onValueChange={(value) => chooseCapture({ seconds: LENGTHS.find((one) => String(one) === value) ?? null })}
          >
            {LENGTHS.map((length) => (
              <SegmentedControl.Item key={length} value={String(length)}>
                {length === null ? 'Held' : `${length} s`}
              </SegmentedControl.Item>
            ))}
          </SegmentedControl.Root>
        </div>
        {seconds !== null && (
          <div className="capture-setting">
            <span id="countdown-length">Countdown before it</span>
            <SegmentedControl.Root
              size="1"
              aria-labelledby="countdown-length"
              value={String(countdown)}
              onValueChange={(value) =>
                chooseCapture({ countdown: COUNTDOWNS.find((one) => String(one) === value) ?? 0 })
              }
            >
              {COUNTDOWNS.map((length) => (
                <SegmentedControl.Item key={length} value={String(length)}>
                  {length === 0 ? 'None' : `${length} s`}
                </SegmentedControl.Item>
              ))}
            </SegmentedControl.Root>
          </div>
        )}
        <label className="capture-smart" htmlFor="smart-capture">
          <Switch
            id="smart-capture"
            size="1"
            checked={smart}
            aria-describedby="smart-capture-does"
            onCheckedChange={(on) => chooseCapture({ smart: on })}
          />
          Smart capture
        </label>
        <p id="smart-capture-does" className="capture-hint">
          Skips frames that are blurred, cut off, too dark or bright, of two faces, or like the one before, and says
          why.
        </p>
      </Popover.Content>
    </Popover.Root>
  );
}
