import { describe, expect, it } from 'vitest';
import { createLogger } from '../base/logger.ts';
import { logTrouble, RecordingError } from './recording-error.ts';

function logged(thrown: unknown): string {
  const lines: string[] = [];
  logTrouble(
    createLogger({ write: (line) => lines.push(line), now: () => 0, lowestLevel: 'debug' }),
    'An export failed',
    thrown,
  );
  return lines.join('\n');
}

describe('what is logged of a job that failed', () => {
  it('is the kind, the code and the place of what lies behind it, and no message', () => {
    const first = Object.assign(new TypeError('secret'), { code: 'EIO' });
    const thrown = new RecordingError('history', 'secret', {
      cause: new Error('secret', { cause: first }),
    });
    expect(logged(thrown)).toMatch(/WARN {2}An export failed trouble=history thrown=TypeError code=EIO at="/);
    expect(logged(thrown)).not.toContain('secret');
  });

  it('is what a thread told of it, where it failed in one', () => {
    const details = { thrown: 'SqliteError', code: 'SQLITE_FULL' };
    expect(logged(new RecordingError('full', '', { details }))).toMatch(
      /trouble=full thrown=SqliteError code=SQLITE_FULL$/,
    );
  });

  it('is no warning where it was for the user to mend', () => {
    expect(logged(new RecordingError('no-session', ''))).toContain(' INFO ');
  });

  it('is an error where nobody foresaw it', () => {
    expect(logged(new RecordingError('unexpected', ''))).toContain(
      'ERROR An export failed trouble=unexpected',
    );
    expect(logged('secret')).toMatch(/ERROR An export failed trouble=unexpected thrown=string$/);
  });
});
