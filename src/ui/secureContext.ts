/** Imported before everything else: on an address without a secure context it says so and ends the page's start. */

if (!isSecureContext) {
  const words =
    'Mien needs a secure address: open it over https, or on its own machine as http://localhost. Elsewhere the browser keeps the camera, checksums and workers from the page.';
  const notice = document.querySelector('#loading p');
  if (notice) notice.textContent = words;
  throw new Error(words);
}
