import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeCertificates } from '../testing/certificates.ts';
import { readExtraCertificates } from './trust.ts';

async function file(content: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vigil-trust-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'ca.pem');
  await writeFile(path, content);
  return path;
}

const BROKEN = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

describe('the file that NODE_EXTRA_CA_CERTS names', () => {
  it('may be none', async () => {
    for (const path of [undefined, '']) {
      expect(await readExtraCertificates(path)).toEqual({ certificates: [], notices: [] });
    }
  });

  it('holds any number of certificates, with words between them', async () => {
    const { authority, certificate } = await makeCertificates(['a.test']);
    const { certificates, notices } = await readExtraCertificates(
      await file(`# of our IT\n${authority}\nand\r\n${certificate}`),
    );
    expect(certificates).toHaveLength(2);
    expect(notices).toEqual([]);
  });

  it.each([
    ['', /holds no certificate/],
    ['-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', /holds no certificate/],
    [BROKEN, /1 of the 1 certificates in .* cannot be read/],
  ])('is named when it is of no use: %j', async (content, words) => {
    const { certificates, notices } = await readExtraCertificates(await file(content));
    expect(certificates).toEqual([]);
    expect(notices[0]?.message).toMatch(words);
  });

  it('is used as far as it goes', async () => {
    const { authority } = await makeCertificates(['a.test']);
    const { certificates, notices } = await readExtraCertificates(await file(BROKEN + authority));
    expect(certificates).toHaveLength(1);
    expect(notices[0]?.message).toMatch(/1 of the 2 certificates/);
  });

  it('is named when it is not there', async () => {
    const { certificates, notices } = await readExtraCertificates('/nowhere/ca.pem');
    expect(certificates).toEqual([]);
    expect(notices[0]?.message).toMatch(/\/nowhere\/ca\.pem cannot be read \(ENOENT\)\. NODE_EXTRA_CA_CERTS/);
  });
});
