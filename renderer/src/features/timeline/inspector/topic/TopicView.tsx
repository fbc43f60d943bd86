import type { CatalogueTopic } from '../../../../../../shared/model/topic.ts';
import { t } from '../../../../../../shared/text/t.ts';
import { useSession, useTopicChoice } from '../../../../app-context.ts';
import { Facts, type Fact } from '../../../../ui/Facts.tsx';
import { visibleText } from '../../../../wording/safe-text.ts';
import { topicName } from '../../../../wording/topic-name.ts';
import { useCatalogue } from '../../../topics/use-catalogue.ts';
import styles from '../Inspector.module.css';
import { subscriptionOf, templateOf } from './documentation.ts';
import { statusText, templateFacts } from './wording.ts';

/** What is known of an event's topic: how it is subscribed to, and what the catalogue of the organisation says of it. */
export function TopicView({ topic }: { readonly topic: string }) {
  const directory = useSession((slice) => slice.directory);
  const subscription = useSession((slice) => subscriptionOf(topic, slice.subscriptions));
  const { who, what } = topicName(topic, directory);
  const facts: readonly Fact[] = [
    { label: t('About'), text: who },
    { label: t('Tells'), text: what },
    { label: t('Subscription'), text: statusText(subscription, topic) },
  ];
  return (
    <div className={styles['scrolled']}>
      <code className={styles['fullTopic']}>{visibleText(topic)}</code>
      <Facts facts={facts} />
      <h3>{t('Documentation')}</h3>
      <Documentation topic={topic} />
    </div>
  );
}

function Documentation({ topic }: { readonly topic: string }) {
  useCatalogue();
  const catalogue = useTopicChoice((slice) => slice.catalogue);
  const loading = useTopicChoice((slice) => slice.loading);
  const template = templateOf(topic, catalogue);
  if (template !== null) return <TemplateFacts template={template} />;
  if (loading === 'ready') {
    return (
      <p className={styles['soft']}>{t('The catalogue of this organisation does not list this topic.')}</p>
    );
  }
  if (typeof loading === 'object') {
    return (
      <p className={styles['soft']}>
        {t('The catalogue could not be read: {message} It is fetched again when the connection is live.', {
          message: visibleText(loading.failedWith.message),
        })}
      </p>
    );
  }
  return <p className={styles['soft']}>{t('Fetching the catalogue…')}</p>;
}

function TemplateFacts({ template }: { readonly template: CatalogueTopic }) {
  const description = visibleText(template.description);
  return (
    <>
      <p>{description === '' ? t('The catalogue has no words on this topic.') : description}</p>
      <Facts facts={templateFacts(template)} />
    </>
  );
}
