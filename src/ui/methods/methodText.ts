/** What a method's page says beyond the method's metadata. Plain data: knows no component and no other page. */

export type Person = 'a' | 'b' | 'c';
export type Expression = 'smile' | 'neutral' | 'surprise' | 'sad';

/** How a drawn face looks. */
export type Look = {
  person: Person;
  expression: Expression;
  /** How strong the expression is, 0–1; where nothing is said, 1. */
  strength?: number;
  /** Degrees, −60 to 60; above 0 to the picture's right. */
  yaw?: number;
  /** Turned and darkened, as a view is. */
  altered?: boolean;
  /** Whose face the inner one was laid over. */
  onto?: Person;
};

/** A face with what it stands for, or without a look a word alone: a class. */
export type Drawn = { look?: Look; caption: string };

/** What a method compares, in the form of the pair inspector: an anchor, and what it is drawn to or pushed from. */
export type Scheme = {
  anchor: Drawn;
  rows: { kind: 'pull' | 'push'; title: string; drawn: Drawn[] }[];
  /** What to see in it, in a sentence. */
  caption: string;
};

/** `published`: as the paper has it; `code`: read in the authors' released code; `ours`: our reconstruction or repair. */
export type Origin = 'published' | 'code' | 'ours';

export type Table = { title: string; columns: readonly string[]; rows: readonly (readonly string[])[] };

export type MethodText = {
  /** What must be so for it to work, and when it is not. */
  assumes: readonly string[];
  /** How to come by its data here. */
  data: string;
  scheme: Scheme;
  /** Parts of the formula, as they are written in it. */
  symbols: readonly { symbol: string; meaning: string }[];
  /** What each stage does, by its id. */
  stages: { readonly [stage: string]: readonly string[] };
  /** What is left of it when the trained model answers. */
  answers: string;
  /** What the Lab's pictures mean for it, by the picture's name there. */
  pictures: readonly { name: 'Pairs of a batch' | 'Attention' | 'Views' | 'Map' | 'Evaluate'; text: string }[];
  origins: { readonly [O in Origin]: readonly string[] };
  /** Figures of the paper that ours are to be held against. */
  published?: Table;
  /** Files of its losses, from the root of the repository. */
  losses: readonly string[];
};
