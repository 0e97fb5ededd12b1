/** The one door for what comes into an embedded view from the page around it. Knows no state: it reads or refuses. */

import * as v from 'valibot';
import { type Command, PROTOCOL } from './protocol.ts';

/** Longest link that is taken, characters: what a share link may hold, and its address. */
const LONGEST_LINK = 110_000;
const MOST_A_SECOND = 60;

const mien = v.literal(PROTOCOL);

const CommandSchema = v.variant('type', [
  v.strictObject({
    mien,
    type: v.literal('subscribe'),
    rate: v.pipe(v.number(), v.minValue(0), v.maxValue(MOST_A_SECOND)),
  }),
  v.strictObject({ mien, type: v.literal('camera') }),
  v.strictObject({ mien, type: v.literal('stop') }),
  v.strictObject({
    mien,
    type: v.literal('model'),
    link: v.nullable(v.pipe(v.string(), v.maxLength(LONGEST_LINK))),
  }),
]);

/** What of a MessageEvent is looked at. */
type Message = { data: unknown; origin: string; source: unknown };

/** @param host whose commands are taken. @returns null for all others, and for what is no command */
export function readCommand(message: Message, host: { window: unknown; origin: string }): Command | null {
  if (message.source !== host.window || message.origin !== host.origin) return null;
  const read = v.safeParse(CommandSchema, message.data);
  return read.success ? read.output : null;
}
