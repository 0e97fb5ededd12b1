/** Recognises a file: puts it on the stage and reads all of it in the background. One at a time. Draws nothing. */

import { AppError, toAppError } from '../../rpc/appError.ts';
import type { Given } from '../importing/given.ts';
import { errorWords } from '../parts/errorWords.ts';
import { count } from '../parts/words.ts';
import { canPlay, isOnStage, showFilm } from '../sources/film.ts';
import { dropPicture, showPicture } from '../sources/picture.ts';
import { whenTrainerReady, whenVisionReady } from '../sources/whenReady.ts';
import { announce, getState, setState } from '../store.ts';
import { type OpenFilm, readFilm } from './readFilm.ts';
import type { Models } from './reading.ts';
import { readPictures } from './readPictures.ts';
import { modelsOf, type Progress, recogniseState, setRecognise } from './state.ts';

/** Ends the reading in progress. */
let current = new AbortController();

/** Takes the turn from the reading before, which ends with what it has. */
function takeTurn(): AbortSignal {
  current.abort();
  current = new AbortController();
  return current.signal;
}

/** Shows a video and reads it. One that can neither be played nor read leaves the page as it was, with the reason. */
export async function recogniseFilm(file: File): Promise<void> {
  dropPicture();
  const signal = takeTurn();
  setState({ sourceError: null, opening: file.name || 'Video' });
  const [film, playable] = await Promise.all([openFilm(file), canPlay(file)]);
  if (signal.aborted) return void closeFilm(film);
  setState({ opening: null });
  const problem = film instanceof AppError ? errorWords(film) : null;
  if (problem && !playable) return setState({ sourceError: problem });
  setRecognise({
    given: { kind: 'film', file },
    reading: null,
    progress: {
      kind: 'ended',
      note: problem && `It plays, but it cannot be read as a whole. ${problem}`,
      complete: false,
    },
    playable,
    face: null,
    shown: true,
  });
  setState({ panel: 'file' });
  void showFilm(file, film instanceof AppError ? { width: 0, height: 0 } : film.info);
  if (!(film instanceof AppError)) await readOpened(film, file.name, signal);
}

async function openFilm(file: File): Promise<OpenFilm | AppError> {
  try {
    const client = await whenVisionReady();
    return { client, info: await client.call('openVideo', { file }) };
  } catch (thrown) {
    return toAppError(thrown);
  }
}

function closeFilm(film: OpenFilm | AppError): void {
  if (!(film instanceof AppError)) film.client.call('closeVideo', { video: film.info.video }).catch(() => {});
}

async function readOpened(film: OpenFilm, name: string, signal: AbortSignal): Promise<void> {
  setRecognise({ progress: { kind: 'running', fraction: 0, msLeft: null } });
  const models = await whenModels(film, signal);
  if (!models) return;
  const { perSecond } = recogniseState();
  await readFilm(film, { name, perSecond, models }, signal, (reading, progress) => {
    if (isCurrent(signal)) setRecognise({ reading: { ...reading }, progress });
  });
  tellEnd();
}

/** A reading that was stopped still shows what it has; one that gave way to another does not. */
const isCurrent = (signal: AbortSignal) => signal === current.signal;

async function whenModels(film: OpenFilm | null, signal: AbortSignal): Promise<Models | null> {
  try {
    await whenTrainerReady();
    const models = modelsOf(getState());
    if (models && !signal.aborted) return models;
  } catch (thrown) {
    if (isCurrent(signal)) setRecognise({ progress: { kind: 'ended', note: errorWords(thrown), complete: false } });
  }
  if (film) closeFilm(film);
  return null;
}

/** Reads several pictures and shows the first of them. */
export async function recognisePictures(files: Given[]): Promise<void> {
  const signal = takeTurn();
  setRecognise({
    given: { kind: 'pictures', files },
    reading: null,
    progress: { kind: 'running', fraction: 0, msLeft: null },
    picture: null,
    face: null,
    shown: true,
  });
  setState({ panel: 'file' });
  const models = await whenModels(null, signal);
  if (!models) return;
  await readPictures(files, models, signal, (reading, progress) => {
    if (!isCurrent(signal)) return;
    setRecognise({ reading: { ...reading }, progress });
    const first = reading.pictures.find(({ faces }) => faces.length > 0);
    if (first && recogniseState().picture === null) showListed(first.path);
  });
  tellEnd();
}

/** Puts a picture of the list on the stage. */
export function showListed(path: string): void {
  const { given } = recogniseState();
  const found = given?.kind === 'pictures' && given.files.find((candidate) => candidate.path === path);
  if (!found) return;
  setRecognise({ picture: path });
  void showPicture(found.file);
}

function tellEnd(): void {
  const { reading, progress } = recogniseState();
  if (!reading || progress.kind !== 'ended' || !progress.complete) return;
  announce(reading.kind === 'film' ? 'The video is read.' : `${count(reading.pictures.length, 'picture')} read.`);
}

/** Ends the reading; what was read stays. */
export function stopReading(): void {
  const ended: Progress = { kind: 'ended', note: null, complete: false };
  current.abort();
  setRecognise({ progress: ended });
}

/** Reads the same file once more: at another rate, or with a model that was trained meanwhile. */
export async function readAgain(): Promise<void> {
  const { given } = recogniseState();
  if (given?.kind === 'pictures') return recognisePictures(given.files);
  if (!given) return;
  const signal = takeTurn();
  setRecognise({ reading: null, progress: { kind: 'running', fraction: 0, msLeft: null } });
  const film = await openFilm(given.file);
  if (signal.aborted) return closeFilm(film);
  if (!(film instanceof AppError)) return readOpened(film, given.file.name, signal);
  setRecognise({ progress: { kind: 'ended', note: errorWords(film), complete: false } });
}

/** Brings the file back after another source was on the stage. */
export function showReading(): void {
  const { given, picture } = recogniseState();
  setRecognise({ shown: true });
  if (given?.kind === 'film') {
    const { source } = getState();
    if (source?.kind !== 'video' || !isOnStage(given.file)) {
      void showFilm(given.file, { width: 0, height: 0 });
    }
  } else if (picture && getState().source?.kind !== 'picture') showListed(picture);
}

/** Forgets the file and what was read of it. */
export function closeReading(): void {
  current.abort();
  setRecognise({ given: null, reading: null, shown: false });
  const { panel } = getState();
  if (panel === 'file') setState({ panel: 'watch' });
}
