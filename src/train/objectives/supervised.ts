/** Fine-tuning by labels: adapter and classification head on frozen embeddings, by cross-entropy. */

import { adapt, adapterShapes, createAdapter } from '../../model/adapter.ts';
import { classify, createHead, headShapes, OWN_HEAD } from '../../model/heads.ts';
import { crossEntropy } from '../losses/crossEntropy.ts';
import type { Objective } from '../objective.ts';

const supervised: Objective = {
  id: 'supervised',
  label: 'Supervised',
  paper: 'Adapter: Houlsby et al. 2019, arXiv:1902.00751',
  create: ({ width, classes }, rng) => new Map([...createAdapter(width, rng), ...createHead(OWN_HEAD, width, classes)]),
  shapes: ({ width, classes }) => new Map([...adapterShapes(width), ...headShapes(OWN_HEAD, width, classes)]),
  loss: (parameters, { embeddings, labels }) => crossEntropy(supervised.logits(parameters, embeddings), labels),
  logits: (parameters, embeddings) => classify(parameters, OWN_HEAD, adapt(parameters, embeddings)),
};

export default supervised;
