import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import tls, { type SecureContext } from 'node:tls';

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
  /** Why some or all of the file cannot be used, for people. */
  readonly problem: string | null;
}

const PEM_BLOCK =
  /-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----[\s\S]+?-----END (?:TRUSTED |X509 )?CERTIFICATE-----/g;

/**
 * Reads the file that `NODE_EXTRA_CA_CERTS` names. Node adds it to its defaults by itself, which an own set of
 * trusted certificates replaces, and not every Electron does.
 */
export async function readExtraCertificates(path: string | undefined): Promise<ExtraCertificates> {
  if (path === undefined || path === '') return { certificates: [], problem: null };
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown';
    return {
      certificates: [],
      problem: `NODE_EXTRA_CA_CERTS names ${path}, which cannot be read (${code}).`,
    };
  }
  const blocks = text.match(PEM_BLOCK) ?? [];
  const certificates = blocks.filter(isCertificate);
  const bad = blocks.length - certificates.length;
  if (blocks.length === 0) {
    return {
      certificates,
      problem: `NODE_EXTRA_CA_CERTS names ${path}, which holds no certificate in PEM form.`,
    };
  }
  const problem =
    bad === 0
      ? null
      : `${String(bad)} of ${String(blocks.length)} certificates in ${path} (NODE_EXTRA_CA_CERTS) cannot be read.`;
  return { certificates, problem };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject.length >= 0;
  } catch {
    return false;
  }
}
