/** What samples/actors/index.json says of the rendered actors' training sets. */

export type ActorSetInfo = {
  /** Its zip is samples/actors/<id>.zip, in the format of an export (data/projectFile.ts). */
  id: string;
  title: string;
  text: string;
  /** Ids of the methods that need just this. */
  methods: string[];
  people: number;
  samples: number;
  bytes: number;
  /** Rendered frames whose face was found, of all: within ±45° of yaw, and beyond. */
  found: { frontal: [found: number, of: number]; beyond: [found: number, of: number] };
};

export type ActorIndex = {
  /** How valence and arousal follow from expression and intensity. */
  affectRule: string;
  sets: ActorSetInfo[];
};
