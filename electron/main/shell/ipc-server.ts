import * as v from 'valibot';
import {
  requestChannel,
  VERBS,
  type Answer,
  type Argument,
  type Verb,
} from '../../../shared/ipc/contract.ts';
import type { MonitorError } from '../../../shared/model/monitor-error.ts';
import type { Result } from '../../../shared/model/result.ts';
import { t } from '../../../shared/text/t.ts';
import { Failure, toMonitorError } from '../base/failure.ts';
import { thrownFields, type Logger } from '../base/logger.ts';
import { ARGUMENT_SCHEMAS } from './ipc-schemas.ts';

export type Handlers = { readonly [V in Verb]: (argument: Argument<V>) => Promise<Answer<V>> };

/** The part of Electron's `IpcMainInvokeEvent` that is used. */
export interface InvokeEvent {
  readonly sender: { readonly id: number };
  /** Null when the frame has navigated away or is gone. */
  readonly senderFrame: { readonly origin: string; readonly parent: unknown } | null;
}

/** The part of Electron's `ipcMain` that is used. */
export interface RequestDoor {
  readonly handle: (
    channel: string,
    listener: (event: InvokeEvent, ...args: unknown[]) => Promise<unknown>,
  ) => void;
}

export interface TrustedSender {
  /** Whether a `webContents` id belongs to a window that this app has made and that still is. */
  readonly isOwnWindow: (webContentsId: number) => boolean;
  readonly origin: string;
}

export interface ServerOptions {
  readonly door: RequestDoor;
  readonly handlers: Handlers;
  readonly trusted: TrustedSender;
  readonly log: Logger;
}

/**
 * The one door between window and main process. It registers exactly the verbs of the contract, and each call
 * passes the same three steps: who asks, with what, and the handler. It always answers with a `Result`; a call
 * that is refused is logged without its content.
 */
export function serveRequests(options: ServerOptions): void {
  for (const verb of VERBS) {
    options.door.handle(requestChannel(verb), (event, ...args) => answer(options, verb, event, args));
  }
}

async function answer<V extends Verb>(
  { handlers, trusted, log }: ServerOptions,
  verb: V,
  event: InvokeEvent,
  args: readonly unknown[],
): Promise<Result<Answer<V>>> {
  // Before anything is awaited: by then the frame may be another one.
  const problem = senderProblem(event, trusted);
  if (problem !== null) {
    log('warn', 'Refused a request from a foreign sender', { verb, problem });
    return refusal(t('Vigil accepts requests from its own window only.'));
  }
  const argument = v.safeParse(ARGUMENT_SCHEMAS[verb], args[0], { abortEarly: true });
  if (args.length !== 1 || !argument.success) {
    log('warn', 'Refused a request with an unacceptable argument', { verb, arguments: args.length });
    return refusal(t('Vigil could not accept this request: a value is missing, too long or out of range.'));
  }
  try {
    return { ok: true, value: await handlers[verb](argument.output) };
  } catch (thrown) {
    return { ok: false, error: reported(verb, thrown, log) };
  }
}

/** What is wrong with whoever sent a request, or null when it came from the page of the app's own window. */
export function senderProblem(event: InvokeEvent, trusted: TrustedSender): string | null {
  if (!trusted.isOwnWindow(event.sender.id)) return 'unknown window';
  try {
    const frame = event.senderFrame;
    if (frame === null) return 'frame is gone';
    if (frame.parent !== null) return 'not the main frame';
    return frame.origin === trusted.origin ? null : 'foreign origin';
  } catch {
    // Electron throws when a frame goes away between two reads.
    return 'frame is gone';
  }
}

function reported(verb: Verb, thrown: unknown, log: Logger): MonitorError {
  const error = toMonitorError(thrown);
  if (error.code === 'internal/unexpected') {
    log('error', 'A request failed unexpectedly', { verb, ...thrownFields(thrown) });
  } else {
    const cause = thrown instanceof Failure ? thrown.cause : undefined;
    const behind = cause === undefined ? {} : thrownFields(cause);
    log('info', 'A request was answered with an error', { verb, error: error.code, ...behind });
  }
  return error;
}

function refusal(message: string): Result<never> {
  return { ok: false, error: { code: 'input/invalid', message } };
}
