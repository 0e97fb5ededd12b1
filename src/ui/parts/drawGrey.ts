/** Draws what the model sees, pixel for pixel. */

/** @param grey u8 [side, side]; null leaves the canvas empty */
export function drawGrey(canvas: HTMLCanvasElement, grey: Uint8Array | null): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  context.clearRect(0, 0, canvas.width, canvas.height);
  if (!grey) return;
  const side = Math.sqrt(grey.length);
  if (canvas.width !== side) Object.assign(canvas, { width: side, height: side });
  const image = context.createImageData(side, side);
  grey.forEach((value, i) => {
    image.data.set([value, value, value, 255], 4 * i);
  });
  context.putImageData(image, 0, 0);
}
