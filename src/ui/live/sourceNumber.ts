/** Numbers of what frames are read from: the vision worker keeps the ids of each apart. */

let latest = 0;

/** A number that no other source of this visit has. */
export const nextSourceNumber = (): number => ++latest;
