/** The last resort: an error in drawing the page shows what to do instead of a blank page. */

import { Component, type ReactNode } from 'react';

export class Boundary extends Component<{ children: ReactNode }, { error: Error | null }> {
  override state: { error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  override render() {
    if (!this.state.error) return this.props.children;
    return (
      <div className="crash" role="alert">
        <h1>Mien could not draw its page</h1>
        <p>Reload to go on: what you taught is stored on this device and is not lost.</p>
        <p>
          <button type="button" onClick={() => location.reload()}>
            Reload
          </button>
        </p>
        <p className="crash-detail">{this.state.error.message}</p>
      </div>
    );
  }
}
