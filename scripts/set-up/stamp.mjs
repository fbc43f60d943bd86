// @ts-check
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What earlier runs of the set-up have proven, so that it is not done again. It lies in node_modules and goes
 * with it.
 * @typedef {object} Stamp
 * @property {{ sources: string, outputs: string }} [build] fingerprints of what was built, and of the result
 * @property {string} [provenRuntime] fingerprint of the runtime that was seen to start
 */

/** @param {string} projectFolder */
function stampPath(projectFolder) {
  return join(projectFolder, 'node_modules/.vigil-setup.json');
}

/**
 * @param {string} projectFolder
 * @returns {Stamp} empty when there is none, or none that can be read
 */
export function readStamp(projectFolder) {
  try {
    return JSON.parse(readFileSync(stampPath(projectFolder), 'utf8')) ?? {};
  } catch {
    return {};
  }
}

/**
 * Adds to the stamp; it is replaced in one step.
 * @param {string} projectFolder
 * @param {Stamp} addition
 */
export function addToStamp(projectFolder, addition) {
  const path = stampPath(projectFolder);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ ...readStamp(projectFolder), ...addition }, null, 2));
  renameSync(draft, path);
}
