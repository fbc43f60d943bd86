/** What somebody else says, without the secrets that it may repeat, also as they stand in a URL. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== '')
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .reduce((said, secret) => said.replaceAll(secret, '…'), text);
}
