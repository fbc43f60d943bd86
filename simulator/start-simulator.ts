import { randomBytes } from 'node:crypto';
import type { Lever, PracticeOrgAddress } from '../shared/practice/levers.ts';
import { describeAgents, type AgentNow } from './control/agents.ts';
import { answerControlRequest } from './control/control-routes.ts';
import { faultAnswer } from './control/fault-answer.ts';
import { pullLever } from './control/levers.ts';
import { answerApiRequest, bearerOf, type Bearer } from './http/api.ts';
import { notFound, type Answer } from './http/answer.ts';
import type { HttpRequest } from './http/request.ts';
import { resetConnection, WebServer, type WebServerHandlers } from './http/web-server.ts';
import { answerTokenRequest } from './oauth/token-endpoint.ts';
import { resolveOptions, type Settings, type SimulatorOptions } from './options.ts';
import { buildOrganisation, type Organisation } from './organisation.ts';
import type { Received } from './received/received-log.ts';
import type { Roster } from './world/roster.ts';

/** A running practice org. */
export interface Simulator {
  readonly address: PracticeOrgAddress;
  readonly levers: { pull(lever: Lever): void };
  /** What the org saw and did. */
  readonly received: Received;
  /** Who and what is there, the same for the same seed. */
  readonly roster: Pick<Roster, 'people' | 'queues' | 'teams'>;
  /** How everybody stands now. */
  agents(): readonly AgentNow[];
  /** Ends every connection and timer. */
  close(): Promise<void>;
}

/**
 * Starts a Genesys Cloud organisation on loopback. One port serves login, API and streaming host and the control.
 * Fails with a message for people when the port cannot be had.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const settings = resolveOptions(options);
  const controlPath = `/control/${randomBytes(24).toString('base64url')}`;
  let authority = '';
  const organisation = buildOrganisation(settings, (channel) => `ws://${authority}/channels/${channel.id}`);
  const server = new WebServer(handlersOf(settings, organisation, controlPath), organisation.timers);
  const stop = async (): Promise<void> => {
    organisation.faults.endAll();
    organisation.timers.cancelAll();
    organisation.sockets.close();
    await server.close();
  };
  try {
    const port = await server.listen(settings.port, settings.host);
    authority = `${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${String(port)}`;
  } catch (error) {
    organisation.timers.cancelAll();
    throw error;
  }
  const origin = `http://${authority}`;
  return {
    address: {
      loginUrl: origin,
      apiUrl: origin,
      controlUrl: `${origin}${controlPath}`,
      ...settings.credentials,
    },
    levers: {
      pull: (lever) => {
        pullLever(organisation, lever);
      },
    },
    received: organisation.log,
    roster: organisation.centre.world.roster,
    agents: () => describeAgents(organisation.centre.world),
    close: stop,
  };
}

function handlersOf(settings: Settings, organisation: Organisation, controlPath: string): WebServerHandlers {
  const { faults, sockets, timers } = organisation;
  return {
    answer: (request) => {
      if (request.path.startsWith(`${controlPath}/`)) {
        return {
          answer: answerControlRequest(organisation, request, request.path.slice(controlPath.length)),
          delayMs: 0,
        };
      }
      const bearer = bearerOf(request, organisation.tokens);
      const isOut = faults.find('outage') !== undefined;
      const answer = isOut ? undefined : answerAsService(settings, organisation, request, bearer);
      record(organisation, request, bearer, answer);
      return answer ? { answer, delayMs: faults.find('slow')?.delayMs ?? 0 } : 'reset';
    },
    upgrade: (request, connection, head) => {
      const delayMs = faults.find('slow')?.delayMs ?? 0;
      const upgrade = (): void => {
        sockets.upgrade(request, connection, head);
      };
      if (faults.find('outage')) resetConnection(connection);
      else if (delayMs > 0) timers.after(delayMs, upgrade);
      else upgrade();
    },
  };
}

function answerAsService(
  settings: Settings,
  organisation: Organisation,
  request: HttpRequest,
  bearer: Bearer,
): Answer {
  const isTokenRequest = request.path === '/oauth/token';
  const fault = organisation.faults.answerFor(isTokenRequest ? 'token' : 'api');
  if (fault) return faultAnswer(fault);
  if (isTokenRequest) {
    const { credentials, quirks, tokenLifetimeSeconds: lifetimeSeconds } = settings;
    return answerTokenRequest({ credentials, quirks, lifetimeSeconds, tokens: organisation.tokens }, request);
  }
  return request.path.startsWith('/api/') ? answerApiRequest(organisation.api, request, bearer) : notFound();
}

function record(
  organisation: Organisation,
  request: HttpRequest,
  bearer: Bearer,
  answer: Answer | undefined,
): void {
  const { log, timers, tokens } = organisation;
  const status = answer?.status ?? 0;
  const atMs = timers.now();
  const token = bearer.token
    ? { tag: bearer.token.tag, standing: bearer.standing }
    : { standing: bearer.standing };
  log.add(log.requests, { atMs, method: request.method, path: request.path, status, token });
  if (request.path !== '/oauth/token') return;
  const issued = status === 200 ? tokens.all.at(-1)?.tag : undefined;
  log.add(log.tokenRequests, issued === undefined ? { atMs, status } : { atMs, status, issued });
}
