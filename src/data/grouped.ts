/** Things by what they have in common. Pure. */

/** Items of one key together, in the order in which keys and items first come; those whose key is null are left out. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string | number | null): T[][] {
  const groups = new Map<string | number, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
