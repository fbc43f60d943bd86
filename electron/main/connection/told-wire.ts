import { DIRECT } from '../network/route.ts';
import { createTrust } from '../network/trust.ts';
import { createOpenWire, type Wire } from './wire.ts';

/** A real wire, and everything it told. */
export interface ToldWire {
  readonly wire: Wire;
  readonly told: readonly string[];
  /** Waits for something of a kind, unless it was told already. */
  readonly next: (kind: string) => Promise<string>;
}

export const direct: Parameters<typeof createOpenWire>[0] = {
  findRoute: () => Promise.resolve(DIRECT),
  trust: createTrust([]),
};

export function tellingWire(uri: string, network = direct): ToldWire {
  const told: string[] = [];
  const waiting: { kind: string; resolve: (what: string) => void }[] = [];
  const tell = (what: string): void => {
    told.push(what);
    for (const { kind, resolve } of waiting) if (what.startsWith(kind)) resolve(what);
  };
  const wire = createOpenWire(network)(uri, {
    opened: () => {
      tell('opened');
    },
    frame: (text) => {
      tell(`frame ${text ?? 'binary'}`);
    },
    closed: (code) => {
      tell(`closed ${String(code)}`);
    },
    broke: (error) => {
      tell(`broke ${error.message}`);
    },
    refused: (status, retryAfter) => {
      tell(`refused ${String(status)} ${retryAfter ?? '-'}`);
    },
  });
  return {
    wire,
    told,
    next: (kind) => {
      const already = told.find((what) => what.startsWith(kind));
      if (already !== undefined) return Promise.resolve(already);
      return new Promise((resolve) => waiting.push({ kind, resolve }));
    },
  };
}

/** Drops it; resolves when it has let go. */
export async function leave({ wire, told, next }: ToldWire): Promise<void> {
  wire.drop();
  if (told.includes('opened')) await next('closed');
}
