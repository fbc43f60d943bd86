// @ts-check
import { expect, test } from 'vitest';
import { readSandboxSituation, sandboxAdvice } from './sandbox.mjs';

const forbidden = { mayMakeNamespaces: false, isHelperTrusted: false, helper: '/e/chrome-sandbox' };

test('where the sandbox cannot be made, the advice is to allow it, never to go without', () => {
  const advice = sandboxAdvice(forbidden);
  expect(advice).toContain("sudo chown root:root '/e/chrome-sandbox' && sudo chmod 4755 '/e/chrome-sandbox'");
  expect(advice).not.toContain('--no-sandbox');
});

test('where it can be made there is no advice', () => {
  expect(sandboxAdvice({ ...forbidden, mayMakeNamespaces: true })).toBeUndefined();
  expect(sandboxAdvice({ ...forbidden, isHelperTrusted: true })).toBeUndefined();
});

test('a runtime without the helper is not taken to have a trusted one', () => {
  expect(readSandboxSituation('/no/such/runtime').isHelperTrusted).toBe(false);
});
