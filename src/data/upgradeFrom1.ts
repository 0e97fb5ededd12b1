/** Version 1 kept a sample's picture inside its record, and knew no splits, takes, landmarks or disabled classes. */

import type { ExpressionClass, Sample, UpgradeTransaction } from './schema.ts';

type Class1 = Omit<ExpressionClass, 'enabled'>;

type Sample1 = Pick<Sample, 'id' | 'person' | 'session' | 'source' | 'recordedAt' | 'track' | 'yaw' | 'pitch'> & {
  classId: string;
  image: Blob;
  clipTime: number | null;
};

/** Moves the pictures into a store of their own. Nothing but requests is waited for: the transaction would end. */
export async function upgradeFrom1(transaction: UpgradeTransaction): Promise<void> {
  const classes = transaction.objectStore('classes');
  for (const record of (await classes.getAll()) as Class1[]) await classes.put({ ...record, enabled: true });
  const samples = transaction.objectStore('samples');
  const images = transaction.objectStore('images');
  samples.deleteIndex('byClass' as never);
  for (const id of await samples.getAllKeys()) {
    const old = (await samples.get(id)) as unknown as Sample1;
    await images.put({ id, jpeg: old.image, landmarks: null });
    await samples.put(upgraded(old));
  }
}

function upgraded({ image: _image, clipTime, ...kept }: Sample1): Sample {
  return {
    ...kept,
    valence: null,
    arousal: null,
    intensity: null,
    // Version 1 told its takes apart by nothing but the sitting.
    clip: clipTime === null ? null : kept.session,
    time: clipTime,
    moment: null,
    tile: null,
    file: null,
  };
}
