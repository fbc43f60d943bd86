import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HELP, readCommandLine } from './command-line.ts';

const folder = resolve('/home/ana');
const plain = { kind: 'run', dataDir: null, printsEvents: false, screenshotPath: null };

describe('the command line', () => {
  it.each<[string[], object]>([
    [[], plain],
    [['/app'], plain],
    [['--console'], { ...plain, printsEvents: true }],
    [['--data-dir=data'], { ...plain, dataDir: resolve(folder, 'data') }],
    [['--data-dir', 'data'], { ...plain, dataDir: resolve(folder, 'data') }],
    [[`--data-dir=${resolve('/tmp/x')}`], { ...plain, dataDir: resolve('/tmp/x') }],
    [['--screenshot=a b.png'], { ...plain, screenshotPath: resolve(folder, 'a b.png') }],
    [['--help', '--version'], { kind: 'help' }],
    [['--version'], { kind: 'version' }],
    // What Electron and Chromium are told on the same line.
    [
      ['--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '/app', '--console'],
      { ...plain, printsEvents: true },
    ],
  ])('%j is understood', (args, result) => {
    expect(readCommandLine(args, folder)).toEqual(result);
  });

  it.each([
    [['--data-dir'], '--data-dir=DIR'],
    [['--data-dir='], '--data-dir=DIR'],
    [['--data-dir', '--console'], '--data-dir=DIR'],
    [['--screenshot'], '--screenshot=FILE'],
    [['--screenshot='], '--screenshot=FILE'],
  ])('%j is a mistake that is explained', (args, hint) => {
    expect(readCommandLine(args, folder)).toEqual({
      kind: 'mistake',
      message: expect.stringContaining(hint) as string,
    });
  });

  it('explains every option it knows', () => {
    for (const option of ['--data-dir=DIR', '--console', '--screenshot=FILE', '--version', '--help']) {
      expect(HELP).toContain(option);
    }
  });
});
