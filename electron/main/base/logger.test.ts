import { describe, expect, it } from 'vitest';
import { createLogger, thrownFields, type LogLevel } from './logger.ts';

function recordingLogger(lowestLevel: LogLevel = 'debug') {
  const lines: string[] = [];
  const log = createLogger({ write: (line) => lines.push(line), now: () => 0, lowestLevel });
  return { log, lines };
}

describe('the logger', () => {
  it('writes time, level, message and named facts in one line', () => {
    const { log, lines } = recordingLogger();
    log('warn', 'Settings set aside', { file: 'settings.json', attempt: 2, isNew: false, cause: null });
    expect(lines).toEqual([
      '1970-01-01T00:00:00.000Z WARN  Settings set aside file=settings.json attempt=2 isNew=false cause=null',
    ]);
  });

  it('leaves out what is below the lowest level', () => {
    const { log, lines } = recordingLogger('warn');
    log('debug', 'a');
    log('info', 'b');
    log('warn', 'c');
    log('error', 'd');
    expect(lines.map((line) => line.at(-1))).toEqual(['c', 'd']);
  });

  it('lets no value forge a line or a field', () => {
    const { log, lines } = recordingLogger();
    log('info', 'Refused', { name: 'x\n1970 ERROR fake=1', other: 'a b=c' });
    expect(lines).toEqual([
      '1970-01-01T00:00:00.000Z INFO  Refused name="x\\n1970 ERROR fake=1" other="a b=c"',
    ]);
  });

  it('cuts long values', () => {
    const { log, lines } = recordingLogger();
    log('info', 'Long', { text: 'x'.repeat(10_000) });
    expect(lines[0]?.length).toBeLessThan(400);
  });
});

describe('what is logged of a thrown thing', () => {
  it('names kind, code and place, and leaves the message out', () => {
    const error = Object.assign(new TypeError('token=abc123 failed'), { code: 'ECONNRESET' });
    const fields = thrownFields(error);
    expect(fields).toMatchObject({ thrown: 'TypeError', code: 'ECONNRESET' });
    expect(fields['at']).toContain('logger.test.ts');
    expect(JSON.stringify(fields)).not.toContain('abc123');
  });

  it('leaves out a message of several lines, too', () => {
    expect(JSON.stringify(thrownFields(new Error('first\nsecond secret')))).not.toContain('secret');
  });

  it('says only the type of what is no error', () => {
    expect(thrownFields('secret')).toEqual({ thrown: 'string' });
    expect(thrownFields(null)).toEqual({ thrown: 'object' });
  });
});
