/** Labelled crops to judge a model on. Knows neither where they come from nor the model. */

/** Crops u8 [n, side, side]; each label is an index into the model's classes. */
export type Judged = { crops: Uint8Array; labels: number[]; split?: string };
