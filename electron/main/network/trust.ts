import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import tls, { type SecureContext } from 'node:tls';
import type { Notice } from '../../../shared/model/snapshot.ts';
import { t } from '../../../shared/text/t.ts';

/** Answers with what every TLS connection trusts. Made when it is first wanted: reading the system's store takes time. */
export type Trust = () => SecureContext;

/**
 * Trusts what the platform trusts by default, what the operating system trusts where the platform can tell
 * (Node 22.15 and later), and these certificates (PEM).
 */
export function createTrust(extraCertificates: readonly string[]): Trust {
  let context: SecureContext | null = null;
  return () => (context ??= tls.createSecureContext({ ca: trustedCertificates(extraCertificates) }));
}

function trustedCertificates(extraCertificates: readonly string[]): string[] {
  return [...new Set([...platformCertificates(), ...extraCertificates])];
}

function platformCertificates(): readonly string[] {
  const platform: Partial<Pick<typeof tls, 'getCACertificates'>> = tls;
  const { getCACertificates } = platform;
  if (getCACertificates === undefined) return tls.rootCertificates;
  const found = [...getCACertificates('default')];
  try {
    found.push(...getCACertificates('system'));
  } catch {
    // A system whose store cannot be read leaves what comes with the platform.
  }
  return found;
}

export interface ExtraCertificates {
  /** PEM, one certificate each. */
  readonly certificates: readonly string[];
  /** Why some or all of the file cannot be used. */
  readonly notices: readonly Notice[];
}

const PEM_BLOCK =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/**
 * Reads the file that `NODE_EXTRA_CA_CERTS` names. Node adds it to its defaults by itself, which an own set of
 * trusted certificates replaces, and not every Electron does.
 */
export async function readExtraCertificates(path: string | undefined): Promise<ExtraCertificates> {
  if (path === undefined || path === '') return { certificates: [], notices: [] };
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
    return {
      certificates: [],
      notices: notice(t('The file {path} cannot be read ({code}).', { path, code })),
    };
  }
  const blocks = text.match(PEM_BLOCK) ?? [];
  const certificates = blocks.filter(isCertificate);
  if (blocks.length === 0) {
    return {
      certificates,
      notices: notice(t('The file {path} holds no certificate in PEM form.', { path })),
    };
  }
  const bad = blocks.length - certificates.length;
  if (bad === 0) return { certificates, notices: [] };
  const problem = t('{bad} of the {all} certificates in {path} cannot be read.', {
    bad,
    all: blocks.length,
    path,
  });
  return { certificates, notices: notice(problem) };
}

function notice(problem: string): readonly Notice[] {
  const remedy = t('NODE_EXTRA_CA_CERTS names it: correct it or the variable, and start Vigil again.');
  const message = `${problem} ${remedy}`;
  return [{ id: 'extra-certificates', severity: 'warning', message }];
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject.length >= 0;
  } catch {
    return false;
  }
}
