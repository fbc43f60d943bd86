import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from 'playwright/test';

const SCHEMES = {
  light: { colorScheme: 'light', forcedColors: 'none' },
  dark: { colorScheme: 'dark', forcedColors: 'none' },
  'forced colours': { colorScheme: 'dark', forcedColors: 'active' },
} as const;

/** Has axe judge the window as it is, or a part of it, in every scheme of colours. */
export async function expectAccessible(page: Page, what: string, part = 'html'): Promise<void> {
  for (const [scheme, media] of Object.entries(SCHEMES)) {
    // Without motion nothing is judged half-way between two colours.
    await page.emulateMedia({ ...media, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).include(part).setLegacyMode().analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}\n${failureSummary ?? ''}`),
    );
    expect.soft(found, `${what}, ${scheme}`).toEqual([]);
  }
}
