/** The line across the top: name, promise, privacy, backend, theme, help. */

import { Button, DropdownMenu, IconButton, SegmentedControl } from '@radix-ui/themes';
import { Info, Keyboard, LockKeyhole, Monitor, Moon, Sun } from 'lucide-react';
import { Logo } from '../parts/Logo.tsx';
import { type Theme, writeTheme } from '../preferences.ts';
import { setState, useStore, type View } from '../store.ts';

export function Header() {
  return (
    <header className="header">
      <h1 className="brand">
        <Logo />
        Mien
      </h1>
      <ViewSwitch />
      <p className="promise">Watch expression recognition work, and teach it yours</p>
      <div className="header-end">
        <PrivacyNote />
        <BackendChip />
        <ThemeMenu />
        <IconButton
          variant="ghost"
          className="wide-only"
          aria-label="Keyboard"
          title="Keyboard (?)"
          onClick={() => setState({ dialog: 'keys' })}
        >
          <Keyboard size={18} />
        </IconButton>
        <IconButton
          variant="ghost"
          aria-label="About Mien and its limits"
          title="About and limits"
          onClick={() => setState({ dialog: 'about' })}
        >
          <Info size={18} />
        </IconButton>
      </div>
    </header>
  );
}

function ViewSwitch() {
  const view = useStore((state) => state.view);
  const samples = useStore((state) => state.samples.length);
  return (
    <SegmentedControl.Root
      size="1"
      value={view}
      onValueChange={(value) => setState({ view: value as View })}
      aria-label="View"
    >
      <SegmentedControl.Item value="live">Live</SegmentedControl.Item>
      <SegmentedControl.Item value="data">
        Data{samples > 0 && <span className="view-count"> {samples.toLocaleString('en')}</span>}
      </SegmentedControl.Item>
      <SegmentedControl.Item value="lab">Lab</SegmentedControl.Item>
    </SegmentedControl.Root>
  );
}

/** In the header, or in the footer where the header has no room. */
export function PrivacyNote() {
  return (
    <p className="privacy">
      <LockKeyhole size={14} aria-hidden="true" />
      Nothing leaves this page
    </p>
  );
}

function BackendChip() {
  const trainer = useStore((state) => state.trainer);
  const backend = useStore((state) => state.capabilities?.backend);
  const fps = useStore((state) =>
    state.pace && state.playing && state.view === 'live' ? Math.round(state.pace.fps) : 0,
  );
  const text = trainer.kind === 'failed' ? 'no model' : trainer.kind === 'loading' || !backend ? 'starting' : backend;
  return (
    <Button
      size="1"
      variant="surface"
      color={trainer.kind === 'failed' ? 'red' : 'gray'}
      className="backend-chip"
      onClick={() => setState({ dialog: 'backend' })}
    >
      <span className="status-dot" data-state={trainer.kind} aria-hidden="true" />
      <span className="hidden-visually">Backend: </span>
      {text} {fps > 0 && trainer.kind === 'ready' && <span className="chip-fps">{fps} fps</span>}
    </Button>
  );
}

const THEMES: { theme: Theme; label: string; icon: typeof Sun }[] = [
  { theme: 'system', label: 'As the system', icon: Monitor },
  { theme: 'light', label: 'Light', icon: Sun },
  { theme: 'dark', label: 'Dark', icon: Moon },
];

function ThemeMenu() {
  const theme = useStore((state) => state.theme);
  const Icon = THEMES.find((entry) => entry.theme === theme)?.icon ?? Monitor;
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger>
        <IconButton variant="ghost" aria-label="Theme" title="Theme">
          <Icon size={18} />
        </IconButton>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="end">
        <DropdownMenu.RadioGroup
          value={theme}
          onValueChange={(value) => {
            const chosen = value as Theme;
            writeTheme(chosen);
            setState({ theme: chosen });
          }}
        >
          {THEMES.map(({ theme: value, label }) => (
            <DropdownMenu.RadioItem key={value} value={value}>
              {label}
            </DropdownMenu.RadioItem>
          ))}
        </DropdownMenu.RadioGroup>
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
