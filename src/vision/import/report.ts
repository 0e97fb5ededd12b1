/** Counts what an import does and tells it now and then. Decides nothing. */

import { countViews, type Views } from '../../data/multiView.ts';
import type { FilmSummary, FoundModel, ImportProgress, ImportSummary, Said, Skipped } from '../protocol.ts';

/** Between two messages, ms. */
const INTERVAL_MS = 200;

export type Report = {
  skipped: Skipped[];
  films: FilmSummary[];
  models: FoundModel[];
  /** A film was read. */
  film: (film: FilmSummary) => void;
  /** These names are read. */
  reading: (views: Views) => void;
  /** A picture shows its face turned to the other side than its name says. */
  turned: () => void;
  /** What came of the names. */
  views: () => ImportSummary['views'];
  /** @param byHand see `Skipped` */
  skip: (path: string, reason: string, byHand?: Said | null) => void;
  /** So many more steps will come. */
  expect: (steps: number) => void;
  /** A step begins. */
  at: (path: string) => void;
  /** Steps are done. */
  advance: (steps: number) => void;
  added: (samples: number) => void;
};

export function createReport(send: (progress: ImportProgress) => void): Report {
  const progress: ImportProgress = { done: 0, total: null, added: 0, skipped: 0, current: '' };
  const skipped: Skipped[] = [];
  const films: FilmSummary[] = [];
  const models: FoundModel[] = [];
  let views: ImportSummary['views'] = null;
  let sentAt = Number.NEGATIVE_INFINITY;

  const tell = () => {
    if (performance.now() - sentAt < INTERVAL_MS && progress.done !== progress.total) return;
    sentAt = performance.now();
    send({ ...progress, skipped: skipped.length });
  };

  return {
    skipped,
    films,
    models,
    film: (film) => films.push(film),
    reading: (read) => {
      if (read.size > 0) views = { ...countViews(read), turned: 0 };
    },
    turned: () => {
      if (views) views.turned += 1;
    },
    views: () => views,
    skip: (path, reason, byHand = null) => skipped.push({ path, reason, byHand }),
    expect: (steps) => {
      progress.total = (progress.total ?? 0) + steps;
      tell();
    },
    at: (path) => {
      progress.current = path;
      tell();
    },
    advance: (steps) => {
      progress.done += steps;
      tell();
    },
    added: (samples) => {
      progress.added += samples;
    },
  };
}
