/** A vision worker for pictures alone: what a page needs that neither watches videos nor imports. */

import { type Scope, serve } from '../rpc/server.ts';
import type { VisionCalls } from './protocol.ts';
import { createEngine } from './startEngine.ts';
import { stillCalls } from './stillCalls.ts';

const { init, shared } = createEngine();

serve<Pick<VisionCalls, 'init' | 'picture'>>(self as unknown as Scope, { init, ...stillCalls(shared) });
