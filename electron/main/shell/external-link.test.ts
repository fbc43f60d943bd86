import { describe, expect, it } from 'vitest';
import { REGIONS } from '../../../shared/genesys/regions.ts';
import { createLogger } from '../base/logger.ts';
import { allowedExternalLink, openExternalLink } from './external-link.ts';

describe('a link to the outside', () => {
  it.each([
    [
      'https://developer.genesys.cloud/notificationsalerts/',
      'https://developer.genesys.cloud/notificationsalerts/',
    ],
    ['https://help.genesys.cloud', 'https://help.genesys.cloud/'],
    ['HTTPS://Help.Genesys.Cloud/articles?q=a#b', 'https://help.genesys.cloud/articles?q=a#b'],
  ])('is opened for %s', (text, url) => {
    expect(allowedExternalLink(text)).toBe(url);
  });

  it.each(REGIONS)('is opened for the administration pages of $name', ({ environment }) => {
    expect(allowedExternalLink(`https://apps.${environment}/directory/`)).toBe(
      `https://apps.${environment}/directory/`,
    );
  });

  it.each([
    'http://help.genesys.cloud/',
    'https://help.genesys.cloud.evil.example/',
    'https://evil.example/?next=https://help.genesys.cloud/',
    'https://evil.example/#https://help.genesys.cloud/',
    'https://evil.example\\@help.genesys.cloud/',
    'https://help.genesys.cloud@evil.example/',
    'https://user@help.genesys.cloud/',
    'https://:pass@help.genesys.cloud/',
    'https://help.genesys.cloud:8443/',
    'https://help.genesys.cloud./',
    'https://xhelp.genesys.cloud/',
    'https://genesys.cloud/',
    'javascript:alert(1)//help.genesys.cloud',
    'data:text/html,<script>1</script>',
    'file:///etc/passwd',
    'app://monitor/',
    'smb://help.genesys.cloud/share',
    'ms-msdt:/id',
    'mailto:a@help.genesys.cloud',
    'about:blank',
    'help.genesys.cloud',
    '//help.genesys.cloud',
    '',
  ])('is not opened for %s', (text) => {
    expect(allowedExternalLink(text)).toBeNull();
  });
});

describe('opening a link', () => {
  const prepare = (open: (url: string) => Promise<unknown>) => {
    const lines: string[] = [];
    const log = createLogger({ write: (line) => lines.push(line), now: () => 0, lowestLevel: 'debug' });
    return {
      lines,
      openLink: (text: string) => {
        openExternalLink(text, { open, log });
      },
    };
  };

  it('hands the parsed address to the system', () => {
    const opened: string[] = [];
    const { openLink } = prepare((url) => Promise.resolve(opened.push(url)));
    openLink(' https://HELP.genesys.cloud/a b');
    expect(opened).toEqual(['https://help.genesys.cloud/a%20b']);
  });

  it('hands over nothing that is not on the list, and does not log what it was', () => {
    const opened: string[] = [];
    const { openLink, lines } = prepare((url) => Promise.resolve(opened.push(url)));
    openLink('https://evil.example/?token=abc');
    expect(opened).toEqual([]);
    expect(lines.join()).toContain('not on the list');
    expect(lines.join()).not.toContain('abc');
  });

  it('survives a system that cannot open it', async () => {
    const { openLink, lines } = prepare(() => Promise.reject(new Error('no browser')));
    openLink('https://help.genesys.cloud/');
    await Promise.resolve();
    await Promise.resolve();
    expect(lines.join()).toContain('could not open a link host=help.genesys.cloud');
  });
});
