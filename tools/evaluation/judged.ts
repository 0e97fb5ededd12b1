/** Labelled crops to judge a model on. Knows neither where they come from nor the model. */

/** Crops u8 [n, side, side]; each label is an index into the model's classes. `people`: who is shown, where that is said. */
export type Judged = { crops: Uint8Array; labels: number[]; people?: string[]; split?: string };
