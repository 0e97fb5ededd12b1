/** The choices that outlive a visit, and how they are stored. Knows no component. */

import * as v from 'valibot';
import { changeSetting, readSetting } from '../data/settings.ts';
import type { BackendName } from '../model/backend.ts';

export type Theme = 'system' | 'light' | 'dark';
export type BackendChoice = 'auto' | BackendName;

const backendName = v.picklist(['webgpu', 'webgl', 'wasm'] as const satisfies BackendName[]);
const THEME_KEY = 'mien theme';

const ThemeSchema = v.picklist(['system', 'light', 'dark']);

/** How samples are recorded. */
const CaptureSchema = v.object({
  /** Frames that would teach little are skipped. */
  smart: v.boolean(),
  /** Seconds that a take lasts; null: for as long as its button is held. */
  seconds: v.nullable(v.picklist([3, 5, 10])),
  /** Seconds that are counted down before a take that need not be held. */
  countdown: v.picklist([0, 3, 5]),
  /** Who is in front of the camera. */
  person: v.string(),
});

export type CaptureChoices = v.InferOutput<typeof CaptureSchema>;

export const CAPTURE_DEFAULTS: CaptureChoices = { smart: true, seconds: null, countdown: 3, person: 'me' };

/** A method's settings where they differ from its preset; which of them still exist is decided when they are used. */
const ChangedSchema = v.object({
  common: v.record(v.string(), v.union([v.number(), v.string(), v.boolean()])),
  method: v.record(v.string(), v.union([v.number(), v.string(), v.boolean()])),
});

/** How the next run is trained. */
const TrainingSchema = v.object({
  objective: v.string(),
  preset: v.picklist(['fast', 'careful', 'research']),
  /** By method: what was changed of one is of no use to another. */
  changed: v.record(v.string(), ChangedSchema),
});

export type TrainingChoices = v.InferOutput<typeof TrainingSchema>;

export const TRAINING_DEFAULTS: TrainingChoices = { objective: 'supervised', preset: 'fast', changed: {} };

export const PreferencesSchema = v.object({
  smooth: v.boolean(),
  mirror: v.boolean(),
  shortcuts: v.boolean(),
  backend: v.picklist(['auto', ...backendName.options]),
  /** Backends that failed here before, so that the next visit does not wait for them again. */
  avoid: v.array(backendName),
  camera: v.string(),
  /** The checkpoint that answers beside the base model. */
  checkpoint: v.nullable(v.string()),
  /** Earlier versions stored none. */
  capture: v.optional(CaptureSchema, CAPTURE_DEFAULTS),
  /** What cannot be used of these must not take the rest with it. */
  training: v.fallback(TrainingSchema, TRAINING_DEFAULTS),
});

export type Preferences = v.InferOutput<typeof PreferencesSchema>;

const DEFAULTS: Preferences = {
  smooth: true,
  mirror: true,
  shortcuts: true,
  backend: 'auto',
  avoid: [],
  camera: '',
  checkpoint: null,
  capture: CAPTURE_DEFAULTS,
  training: TRAINING_DEFAULTS,
};

let current = DEFAULTS;
/** An embedded view never asks for what is stored, and so keeps nothing either. */
let kept = false;

/** The preferences as loaded and changed in this visit. */
export const preferences = (): Preferences => current;

/** Reads what an earlier visit stored. @throws `storage` */
export async function loadPreferences(): Promise<Preferences> {
  kept = true;
  current = await readSetting('preferences', PreferencesSchema, current);
  return current;
}

/** Changes some of them, now and for later visits. Where none were loaded or can be stored they hold for this visit. */
export function setPreferences(change: Partial<Preferences>): void {
  current = { ...current, ...change };
  if (!kept) return;
  changeSetting('preferences', PreferencesSchema, current, change).catch(() => {});
}

/** Back to what a first visit starts with; what is stored has been deleted already, or will be. */
export function forgetPreferences(): void {
  current = DEFAULTS;
  try {
    localStorage.removeItem(THEME_KEY);
  } catch {
    // Storage is switched off: there is nothing to forget.
  }
}

/** The theme is needed before the first paint, which IndexedDB is too late for: hence localStorage. */
export function readTheme(): Theme {
  try {
    return v.parse(ThemeSchema, localStorage.getItem(THEME_KEY));
  } catch {
    return 'system';
  }
}

export function writeTheme(theme: Theme): void {
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Storage is switched off: the choice holds for this visit.
  }
}
