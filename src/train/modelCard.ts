/** A model card in Markdown from what a model says of itself, for whoever finds its file without Mien. Pure. */

import type { JudgedOn } from '../data/schema.ts';
import type { ModelCard } from '../data/sharedModel.ts';
import { escaped } from './evaluation/markdown.ts';

const JUDGED: { [On in JudgedOn]: string } = {
  validation: 'that were kept aside from training',
  session: 'of a sitting that it did not learn from',
  time: 'from the end of each recording, which resemble those that it learned from: expect less on another day',
  training: 'that it learned from, which says little',
};

/** @param side of the crops that it takes, px */
export function modelCardMarkdown(card: ModelCard, side: number): string {
  const { affect, name, author, chain, classes, encoder, judged, learnedFrom, madeAt, method } = card;
  const people = learnedFrom.people > 0 ? ` of ${counted(learnedFrom.people, 'person', 'people')}` : '';
  const facts = [
    `Names the expression on a grey ${side}×${side} face crop, one of: ${classes.map((each) => escaped(each.name)).join(', ')}.`,
    ...(affect ? ['Says as well how pleasant it looks (valence) and how excited (arousal), each about −1 to 1.'] : []),
    `Trained on ${counted(learnedFrom.faces, 'image', 'images')}${people} with ${escaped(method)} in Mien, ${new Date(madeAt).toISOString().slice(0, 10)}, from the base weights ${encoder}.`,
    `Right on ${(100 * judged.accuracy).toFixed(0)} % of ${counted(judged.samples, 'image', 'images')} ${JUDGED[judged.on]}. Nobody else has checked it.`,
    ...(chain.length > 0 ? [`Copied from: ${chain.map(escaped).join(', then ')}.`] : []),
  ];
  return `# Model card: ${escaped(name)}

${author === null ? '' : `By ${escaped(author)}.\n\n`}${facts.map((fact) => `- ${fact}`).join('\n')}

## What it is for

Learning and experiments on one's own posed expressions. An expression is what a face shows, not what a person feels.
Inferring emotions of people at work or in education is prohibited in the EU (AI Act, Art. 5(1)(f)).

## What it cannot

It was judged on few faces, in the light, from the angles and by the cameras that they were recorded with. Of other people
it may be wrong far more often, and not equally often for everybody. Its scores are no probabilities of anything that a
person feels or intends.
`;
}

const counted = (n: number, one: string, many: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
