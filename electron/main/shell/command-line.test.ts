import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCommandLine } from './command-line.ts';

const folder = resolve('/home/ana');
const read = (args: string[]) => readCommandLine(args, { folder, version: 'Vigil 1.2.3' });
const plain = {
  kind: 'run',
  dataDir: null,
  printsEvents: false,
  screenshotPath: null,
  startsHidden: false,
  link: null,
};

describe('the command line', () => {
  it.each<[string[], object]>([
    [[], plain],
    [['/app'], plain],
    [['--console'], { ...plain, printsEvents: true }],
    [['--data-dir=data'], { ...plain, dataDir: resolve(folder, 'data') }],
    [['--data-dir', 'data'], { ...plain, dataDir: resolve(folder, 'data') }],
    [[`--data-dir=${resolve('/tmp/x')}`], { ...plain, dataDir: resolve('/tmp/x') }],
    [['--screenshot=a b.png'], { ...plain, screenshotPath: resolve(folder, 'a b.png') }],
    [['/app', '--hidden'], { ...plain, startsHidden: true }],
    [['/app', 'vigil://view/topics'], { ...plain, link: 'vigil://view/topics' }],
    // How the system hands a link over: nothing behind the dashes is an option.
    [['/app', '--', 'vigil://x', '--hidden'], { ...plain, link: 'vigil://x' }],
    [['--version'], { kind: 'answer', text: 'Vigil 1.2.3\n', status: 0 }],
    // What Electron and Chromium are told on the same line.
    [
      ['--no-sandbox', '--inspect=0', '--remote-debugging-port=0', '/app', '--console'],
      { ...plain, printsEvents: true },
    ],
  ])('%j is understood', (args, result) => {
    expect(read(args)).toEqual(result);
  });

  it.each([
    [['--data-dir'], '--data-dir=DIR'],
    [['--data-dir='], '--data-dir=DIR'],
    [['--data-dir', '--console'], '--data-dir=DIR'],
    [['--screenshot'], '--screenshot=FILE'],
    [['--screenshot='], '--screenshot=FILE'],
  ])('%j is a mistake that is explained', (args, hint) => {
    expect(read(args)).toEqual({
      kind: 'answer',
      text: expect.stringContaining(hint) as string,
      status: 2,
    });
  });

  it('explains every option it knows', () => {
    const help = read(['--help', '--version']);
    expect(help).toMatchObject({ kind: 'answer', status: 0 });
    for (const option of [
      '--data-dir=DIR',
      '--console',
      '--screenshot=FILE',
      '--hidden',
      '--version',
      '--help',
    ]) {
      expect(help).toMatchObject({ text: expect.stringContaining(option) as string });
    }
  });
});
