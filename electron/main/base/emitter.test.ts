import { describe, expect, it } from 'vitest';
import { Emitter } from './emitter.ts';

describe('the emitter', () => {
  it('tells every listener of a name, and nobody else', () => {
    const emitter = new Emitter<{ a: number; b: number }>();
    const heard: string[] = [];
    emitter.on('a', (n) => heard.push(`first ${String(n)}`));
    emitter.on('a', (n) => heard.push(`second ${String(n)}`));
    emitter.on('b', (n) => heard.push(`other ${String(n)}`));
    emitter.emit('a', 1);
    expect(heard).toEqual(['first 1', 'second 1']);
  });

  it('tells a listener nothing after it left, also when it leaves while others are told', () => {
    const emitter = new Emitter<{ a: number }>();
    const heard: string[] = [];
    const leave = emitter.on('a', () => {
      heard.push('once');
      leave();
    });
    emitter.on('a', () => heard.push('always'));
    emitter.emit('a', 1);
    emitter.emit('a', 2);
    expect(heard).toEqual(['once', 'always', 'always']);
  });
});
