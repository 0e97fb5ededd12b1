/** A file of the repository: its path, and a way to it where package.json says where the repository is. */

// Put in by vite.config.ts; empty where package.json names no repository.
const REPOSITORY = import.meta.env.REPOSITORY as string;

export function SourceFile({ path }: { path: string }) {
  const name = <code className="source-file">{path}</code>;
  if (!REPOSITORY) return name;
  return (
    <a href={`${REPOSITORY}/blob/HEAD/${path}`} target="_blank" rel="noopener noreferrer">
      {name}
      <span className="hidden-visually"> (opens in a new tab)</span>
    </a>
  );
}
