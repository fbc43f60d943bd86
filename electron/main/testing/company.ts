import { startSimulator, type Simulator } from '../../../simulator/start-simulator.ts';
import { makeCertificates, type Certificates } from './certificates.ts';
import { startConnectProxy, type ConnectProxy } from './connect-proxy.ts';
import { startTlsFront } from './tls-front.ts';

/** An organisation as a company's computer sees it: behind a proxy, with certificates of the company's own authority. */
export interface Company {
  readonly simulator: Simulator;
  readonly proxy: ConnectProxy;
  readonly certificates: Certificates;
  readonly loginUrl: string;
  readonly apiUrl: string;
  readonly close: () => Promise<void>;
}

const NAMES = ['login.acme.test', 'api.acme.test', 'streaming.acme.test'];

export async function startCompany(options: { readonly authorization?: string } = {}): Promise<Company> {
  const simulator = await startSimulator({ speed: 0 });
  const certificates = await makeCertificates(NAMES);
  const front = await startTlsFront({
    certificates,
    upstream: simulator.address.apiUrl,
    socketOrigin: 'wss://streaming.acme.test',
  });
  const proxy = await startConnectProxy({ world: front.port, ...options });
  return {
    simulator,
    proxy,
    certificates,
    loginUrl: 'https://login.acme.test',
    apiUrl: 'https://api.acme.test',
    close: async () => {
      await proxy.close();
      await front.close();
      await simulator.close();
    },
  };
}
