import { chromium } from 'playwright-core';
import { preview } from 'vite';
import { serveExcerpt } from '/work/main/tests/browser/actorExcerpts.ts';
import { launch, WEBGPU_FLAGS } from '/work/main/tests/browser/page.ts';
export async function main() {
  const server = await preview({ root:'/work/main', base: '/', appType: 'mpa', logLevel: 'error', preview: { host: '127.0.0.1', port: 0, strictPort: true } });
  const url = server.resolvedUrls!.local[0]!;
  const browser = await launch({ without: WEBGPU_FLAGS });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(240000);
  const page = await context.newPage();
  page.on('pageerror', (e) => console.log('ERR', e));
  const all = [1,2,4,5,7,9,10,12,13,14,15,17,18,19,20].map((n) => `Actor ${String(n).padStart(2,'0')}`);
  await serveExcerpt(context, 'affect', all);
  await page.goto(url);
  await page.getByRole('meter').first().waitFor();
  const looks: [string, number, number][] = [['d', 1440, 900], ['p', 390, 844]];
  const shoot = async (name: string, full = false) => {
    for (const [s, width, height] of looks) for (const colorScheme of ['light','dark'] as const) {
      await page.emulateMedia({ colorScheme }); await page.setViewportSize({ width, height }); await page.waitForTimeout(700);
      await page.screenshot({ path: `/tmp/shots/${name}-${s}-${colorScheme}.png`, fullPage: full });
      console.log(name, s, colorScheme);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
  };
  await page.getByRole('button', { name: 'Sample actors…' }).first().click();
  await page.getByRole('button', { name: 'Load “Weak and strong expressions”' }).click();
  const train = page.getByRole('button', { name: 'Train with CAL', exact: true });
  await train.waitFor();
  await shoot('loaded');
  await train.click();
  await page.getByRole('main', { name: 'Lab' }).getByText(/Right on \d+ %/).waitFor();
  await shoot('trained', true);
  await page.getByRole('tab', { name: 'Evaluate' }).click();
  await page.getByRole('button', { name: 'Evaluate', exact: true }).press('Enter');
  await page.getByRole('region', { name: /angle/i }).first().waitFor().catch((e) => console.log(String(e).slice(0,300)));
  await shoot('evaluate', true);
  await page.getByRole('radio', { name: /^Live/ }).press('Space');
  await page.waitForTimeout(6000);
  await shoot('live', true);
  await browser.close(); await server.close();
}
