/** A reading as files to work on with: CSV with a line for each face, JSON with everything. Knows no page. */

import { type Cell, csv } from '../parts/csv.ts';
import { type FaceReading, type ModelName, type Models, type Reading, verdictOf } from './reading.ts';

/** Four digits of a probability, and tenths of a px, a degree or a ms, are more than the models know. */
const probability = (value: number) => Number(value.toFixed(4));
const tenth = (value: number) => Number(value.toFixed(1));

/** One line for each face, in order; a picture without one has a line of its own with its problem. */
export function readingCsv(reading: Reading): string {
  const { models } = reading;
  const start = reading.kind === 'film' ? ['time_ms'] : ['file', 'problem'];
  const fields = [...start, 'face', 'x', 'y', 'width', 'height', 'yaw', 'pitch', 'roll', ...scoreColumns(models)];
  const rows: Cell[][] =
    reading.kind === 'film'
      ? reading.moments.flatMap(({ time, faces }) => faces.map((face) => [tenth(time), ...faceCells(face, models)]))
      : reading.pictures.flatMap(({ path, problem, faces }): Cell[][] =>
          faces.length > 0
            ? faces.map((face) => [path, null, ...faceCells(face, models)])
            : [[path, problem, ...fields.slice(start.length).map(() => null)]],
        );
  return csv(fields, rows);
}

const MODELS: ModelName[] = ['base', 'own'];

function scoreColumns(models: Models): string[] {
  return MODELS.flatMap((model) => {
    const classes = models[model]?.classes;
    return classes ? [`${model} expression`, ...classes.map((name) => `${model} ${name}`)] : [];
  });
}

function faceCells(face: FaceReading, models: Models): Cell[] {
  const { id, box, pose } = face;
  const numbers = [box.x, box.y, box.width, box.height, pose.yaw, pose.pitch, pose.roll].map(tenth);
  const scores = MODELS.flatMap((model): Cell[] => {
    const classes = models[model]?.classes;
    if (!classes) return [];
    return [expression(face, model, models), ...classes.map((_, i) => score(face[model]?.[i]))];
  });
  return [id, ...numbers, ...scores];
}

const score = (value: number | undefined) => (value === undefined ? null : probability(value));

/** The class that the scores speak for; "not sure" below the threshold; null where the model did not answer. */
function expression(face: FaceReading, model: ModelName, models: Models): string | null {
  const verdict = verdictOf(face, model, models.threshold);
  if (!verdict) return null;
  return verdict.label === null ? 'not sure' : (models[model]?.classes[verdict.label] ?? null);
}

/** Scores stand in the order of the models' classes, because two classes of the user's may have one name. */
export function readingJson(reading: Reading): string {
  const { base, own, threshold } = reading.models;
  const models = {
    threshold,
    base: { hash: base.id, classes: base.classes },
    own: own && { checkpoint: own.id, name: own.name, classes: own.classes },
  };
  const faces = (found: FaceReading[]) => found.map((face) => faceJson(face, reading.models));
  const content =
    reading.kind === 'film'
      ? {
          file: reading.name,
          width: reading.width,
          height: reading.height,
          duration_ms: tenth(reading.duration),
          frames_per_second: reading.perSecond,
          models,
          frames: reading.moments.map((moment) => ({ time_ms: tenth(moment.time), faces: faces(moment.faces) })),
        }
      : {
          models,
          pictures: reading.pictures.map(({ path, width, height, problem, faces: found }) =>
            problem === null ? { file: path, width, height, faces: faces(found) } : { file: path, problem },
          ),
        };
  return `${JSON.stringify(content, null, 1)}\n`;
}

function faceJson(face: FaceReading, models: Models) {
  const { id, box, pose } = face;
  const scores = (model: ModelName) => {
    const values = face[model];
    return values && { expression: expression(face, model, models), scores: Array.from(values, probability) };
  };
  return {
    face: id,
    x: tenth(box.x),
    y: tenth(box.y),
    width: tenth(box.width),
    height: tenth(box.height),
    yaw: tenth(pose.yaw),
    pitch: tenth(pose.pitch),
    roll: tenth(pose.roll),
    base: scores('base'),
    own: scores('own'),
  };
}
