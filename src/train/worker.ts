/** The trainer worker: serves the calls of protocol.ts. Started from a blob, so it never relies on its own address. */

import { type Scope, serve } from '../rpc/server.ts';
import type { TrainerCalls } from './protocol.ts';
import { createTrainer } from './trainer.ts';

serve<TrainerCalls>(self as unknown as Scope, createTrainer(Date.now));
