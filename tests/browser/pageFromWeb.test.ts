/** A link to a project elsewhere: nothing is asked of that site before a yes, and what comes is offered as any other file. */

import { zipSync } from 'fflate';
import type { Browser, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createRng } from '../../src/math/rng.ts';
import { loadWeights } from '../../src/model/weights.ts';
import { writeModelFile } from '../../src/train/modelFile.ts';
import { wholeModel } from '../../src/train/wholeModel.ts';
import { drawnModel } from '../sharedModels.ts';
import { storedModel } from '../storedModels.ts';
import { readPublic } from '../unit/readPublic.ts';
import { findings } from './axe.ts';
import { portrait } from './importActions.ts';
import { launch, openPage, WEBGPU_FLAGS } from './page.ts';
import { SMILES } from './photos.ts';
import { rawContent } from './rawStore.ts';

const SITE = 'https://files.example';

let browser: Browser;
let zip: Buffer;
let model: Buffer;

beforeAll(async () => {
  browser = await launch({ without: WEBGPU_FLAGS });
  zip = Buffer.from(zipSync({ 'Smile/a.jpg': await portrait(SMILES.train[0]!) }));
  const weights = await loadWeights(readPublic);
  const stored = storedModel(weights, { scope: 'heads', from: 'base' }, 2);
  const card = { ...drawnModel(createRng(1), 2).card, encoder: weights.base.hash };
  model = Buffer.from(writeModelFile({ ...wholeModel(stored, weights), card }));
});
afterAll(() => browser.close());

/** A fresh profile, and a site elsewhere that answers all of its requests so. */
async function visit(path: string, answer: (route: Route) => unknown) {
  const asked: string[] = [];
  const opened = await openPage(browser, 'about:blank');
  await opened.context.route(`${SITE}/**`, (route) => {
    asked.push(route.request().url());
    return answer(route);
  });
  await opened.page.goto(`${inject('subPath')}?project=${encodeURIComponent(SITE + path)}`);
  await opened.page.getByRole('heading', { name: 'Open a project from the web' }).waitFor();
  return { ...opened, asked };
}

const open = (body: Buffer) => (route: Route) =>
  route.fulfill({ body, headers: { 'access-control-allow-origin': '*' } });

const yes = (page: Page) => page.getByRole('button', { name: /^(Fetch it|Try again)$/ });

it('is fetched after a yes, and a project goes to the import', async () => {
  const { page, context, asked, errors } = await visit('/my%20faces.zip', open(zip));
  await page.getByText('files.example', { exact: true }).waitFor();
  await page.getByText('my faces.zip', { exact: true }).waitFor();
  expect(await findings(page)).toEqual([]);
  expect(asked).toEqual([]);
  await yes(page).press('Enter');
  await page.getByRole('dialog').getByText('1 zip file').waitFor();
  expect(asked).toEqual([`${SITE}/my%20faces.zip`]);
  expect(new URL(page.url()).hash).toBe('');
  expect(page.url()).toBe(inject('subPath'));
  expect(await page.getByLabel('Name of the sitting').inputValue()).toBe('my faces');
  // The app itself still may not ask that site for anything.
  const refused = await page.evaluate(
    (url) =>
      fetch(url).then(
        () => 'reached',
        () => 'refused',
      ),
    `${SITE}/a`,
  );
  expect(refused).toBe('refused');
  expect(asked.length).toBe(1);
  // Taken once: it is not offered again.
  await page.goto('about:blank');
  await page.goto(`${inject('subPath')}#handed`);
  await page.locator('.status-dot[data-state=ready]').waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

it('offers a model, and keeps nothing of it before a second yes', async () => {
  const { page, context, errors } = await visit('/model', open(model));
  await yes(page).press('Enter');
  await page.getByRole('dialog', { name: 'A model for you: “Model 1”' }).waitFor();
  const { keys } = await rawContent(page);
  expect(keys.runs).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

it('says why nothing came, and changes nothing', async () => {
  // Without any header of the kind, the route would add one that lets everybody in.
  const closed = { 'access-control-allow-origin': 'https://else.example' };
  let answer: (route: Route) => unknown = (route) => route.fulfill({ body: zip, headers: closed });
  const { page, context, asked } = await visit('/a.zip', (route) => answer(route));
  const problem = page.getByRole('alert');
  const told = async (pattern: RegExp) => {
    await yes(page).press('Enter');
    await expect.poll(() => problem.textContent()).toMatch(pattern);
  };
  await told(/Access-Control-Allow-Origin.*Nothing of yours was changed/);
  answer = (route) => route.fulfill({ status: 404, headers: { 'access-control-allow-origin': '*' } });
  await told(/answered 404/);
  answer = open(Buffer.from('<!doctype html><title>a page about the file</title>'));
  await told(/neither a project nor a model/);
  // An answer that never comes can be given up.
  answer = () => {};
  await yes(page).press('Enter');
  await page.getByRole('button', { name: 'Stop' }).press('Enter');
  await page.getByText('Stopped. Nothing was kept.').waitFor();
  expect(asked.length).toBe(4);
  await page.goto(`${inject('subPath')}?project=${encodeURIComponent('http://files.example/a.zip')}`);
  await expect.poll(() => problem.textContent()).toMatch(/begin with https/);
  expect(await yes(page).count()).toBe(0);
  await context.close();
});
