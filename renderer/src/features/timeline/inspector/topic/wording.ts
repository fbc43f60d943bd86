import type { Subscription } from '../../../../../../shared/model/subscription.ts';
import type { CatalogueTopic } from '../../../../../../shared/model/topic.ts';
import { t } from '../../../../../../shared/text/t.ts';
import type { Fact } from '../../../../ui/Facts.tsx';
import { visibleText } from '../../../../wording/safe-text.ts';
import { refusalText } from '../../../topics/wording.ts';

/** How events of a topic come to be here. */
export function statusText(subscription: Subscription | null, topic: string): string {
  if (subscription === null) return t('Not subscribed to now');
  const combined = subscription.topic === topic ? null : { topic: visibleText(subscription.topic) };
  switch (subscription.status) {
    case 'confirmed':
      return combined === null ? t('Subscribed') : t('Subscribed, combined with others as {topic}', combined);
    case 'pending':
      return combined === null
        ? t('Subscribing')
        : t('Subscribing, combined with others as {topic}', combined);
    case 'refused':
      return `${t('Refused.')} ${refusalText(subscription)}`;
  }
}

/** What the catalogue says of a topic beside its description. */
export function templateFacts(template: CatalogueTopic): readonly Fact[] {
  const { requiredPermissions, overWebSocket, needsUser, isPreview } = template;
  const permissions = requiredPermissions.map(visibleText).join(', ');
  return [
    { label: t('Template'), text: visibleText(template.template) },
    {
      label: t('Permissions'),
      text: permissions === '' ? t('None beyond those of every client') : permissions,
    },
    ...(needsUser ? [{ label: t('Sign-in'), text: t('Needs a signed-in user') }] : []),
    { label: t('Transport'), text: overWebSocket ? 'WebSocket' : t('Amazon EventBridge only') },
    ...(isPreview ? [{ label: t('Status'), text: t('Preview: Genesys may change it without notice') }] : []),
  ];
}
