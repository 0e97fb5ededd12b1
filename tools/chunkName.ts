/** What the files of a build are called. */

/** Gives workers and tensor backends names that say what they are, for the size budgets and for reading a trace. */
export function chunkName({
  name,
  facadeModuleId,
}: {
  name: string;
  facadeModuleId?: string | null | undefined;
}): string {
  const layer = /src\/(\w+)\/worker\.ts/.exec(facadeModuleId ?? '')?.[1];
  const backend = /tfjs-(backend-\w+)/.exec(facadeModuleId ?? '')?.[1];
  return `assets/${layer ? `worker-${layer}` : (backend ?? name)}-[hash].js`;
}
