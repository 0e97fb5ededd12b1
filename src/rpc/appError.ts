/** The one error type that crosses layers and workers: a code to choose an action by, a message that says what to do. */

export type ErrorCode =
  | 'aborted' // the caller's AbortSignal fired
  | 'bad-input' // an image, file or value that the user gave
  | 'bad-weights' // weights or a checkpoint that fail their checks
  | 'asset' // a file of the app itself could not be loaded
  | 'no-backend' // no tensor backend works here
  | 'gpu-lost' // the GPU device went away
  | 'storage' // IndexedDB refused
  | 'camera' // the camera refused
  | 'worker-died' // the worker behind a call is gone
  | 'internal'; // a bug

/** @param message says what happened and what to do next, in a sentence fit for the user. */
export class AppError extends Error {
  override readonly name = 'AppError';
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Any thrown value as an AppError: unknown errors become `internal`, an AbortError becomes `aborted`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return new AppError('aborted', 'Stopped on request.', { cause: thrown });
  }
  const error = new AppError('internal', thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
  // Where the bug is, not where it was wrapped.
  if (thrown instanceof Error && thrown.stack) error.stack = thrown.stack;
  return error;
}
