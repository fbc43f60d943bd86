import type { Computer, Org } from './contender.ts';
import { fetchToken, openChannel, Refused, type Token } from './sign-in.ts';

/**
 * Where to connect, asked anew at every attempt: the token by the answer's rule, and with it a channel of its own,
 * so that one that is gone is never come back to. A token that the service refused is not used again.
 */
export function createUrlProvider(computer: Computer, org: Org): () => Promise<string> {
  let token: Token | null = null;
  return async () => {
    if (token === null || Date.now() >= token.expiresAt) token = await fetchToken(computer, org);
    try {
      return await openChannel(computer, org, token.value);
    } catch (thrown) {
      if (thrown instanceof Refused && thrown.status === 401) token = null;
      throw thrown;
    }
  };
}
