import { Info } from 'lucide-react';
import { useMemo, type RefCallback } from 'react';
import { useApp, useSession, useTopicChoice } from '../../app-context.ts';
import type { Directory } from '../../../../shared/model/directory.ts';
import { expandTopic } from '../../../../shared/model/topic.ts';
import { t } from '../../../../shared/text/t.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { capitalized, fieldWords, queueName, userName } from '../../wording/names.ts';
import { visibleText } from '../../wording/safe-text.ts';
import { TopicPaceCell } from '../rates/TopicPaceCell.tsx';
import { RatesContext, useRatesFeed } from '../rates/use-rates-feed.ts';
import { useShownTopics } from '../rates/use-shown-topics.ts';
import { splitKey, topicsOfPart, type Pickable } from './picker.ts';
import { singlesOf, withoutTopics, withTopic } from './selection.ts';
import { StatusBadge } from './StatusBadge.tsx';
import styles from './TopicsView.module.css';
import { useWanted } from './use-wanted.ts';
import { OBSTACLES, refusalText, type TopicStatus } from './wording.ts';

function titleOf(key: string, directory: Directory): string {
  const [kind, id = ''] = splitKey(key);
  if (kind === 'user') return userName(directory, id);
  if (kind === 'queue') return queueName(directory, id);
  return capitalized(fieldWords(id));
}

/** The topics of one person, queue or family, to be ticked. */
export function PartTopics({ partKey }: { readonly partKey: string }) {
  const directory = useSession((slice) => slice.directory);
  const catalogue = useTopicChoice((slice) => slice.catalogue);
  const query = useTopicChoice((slice) => slice.query);
  const topics = useMemo(() => topicsOfPart(partKey, catalogue, query), [partKey, catalogue, query]);
  const title = titleOf(partKey, directory);
  const feed = useRatesFeed();
  const refOf = useShownTopics(feed);
  return (
    <RatesContext value={feed}>
      <header className={styles['head']}>
        <h2>
          <bdi>{title}</bdi>
        </h2>
      </header>
      {topics.length === 0 ? (
        <p className={styles['none']}>{t('This organisation offers no topics here.')}</p>
      ) : (
        <ul aria-label={t('Topics of {title}', { title })} className={styles['list']}>
          {topics.map((pickable) => (
            <PickableRow
              key={pickable.template}
              pickable={pickable}
              rowRef={pickable.topic === null ? null : refOf(pickable.topic)}
            />
          ))}
        </ul>
      )}
    </RatesContext>
  );
}

interface PickableRowProps {
  readonly pickable: Pickable;
  readonly rowRef: RefCallback<HTMLElement> | null;
}

function PickableRow({ pickable, rowRef }: PickableRowProps) {
  const { wanted, want } = useWanted();
  const { topic, label, template, description, obstacle, isPreview, requiredPermissions } = pickable;
  const isWanted = topic !== null && singlesOf(wanted).has(topic);
  return (
    <li ref={rowRef} className={styles['row']}>
      <Checkbox
        isSelected={isWanted}
        isDisabled={topic === null}
        onChange={(isOn) => {
          if (topic !== null) want(isOn ? withTopic(wanted, topic) : withoutTopics(wanted, new Set([topic])));
        }}
      >
        <span className={styles['label']}>
          {label}
          {isPreview && <span className={styles['preview']}>{t('Preview')}</span>}
        </span>
      </Checkbox>
      <code className={styles['topic']} title={topic ?? template}>
        {template}
      </code>
      {topic !== null && <TopicState topic={topic} isWanted={isWanted} />}
      <div className={styles['more']}>
        {description !== '' && <p>{visibleText(description)}</p>}
        {requiredPermissions.length > 0 && (
          <p>{t('Needs {permissions}', { permissions: requiredPermissions.map(visibleText).join(', ') })}</p>
        )}
        {obstacle !== null && (
          <p className={styles['obstacle']}>
            <Info size={14} aria-hidden="true" /> {OBSTACLES[obstacle]()}
            {obstacle === 'needs-ids' && <ByHandButton template={template} />}
          </p>
        )}
      </div>
    </li>
  );
}

function ByHandButton({ template }: { readonly template: string }) {
  const { stores } = useApp();
  return (
    <Button
      look="quiet"
      aria-label={t('Fill in {template} by hand', { template })}
      onPress={() => {
        stores.topicChoice.setState({ openPart: 'by-hand', typed: template });
      }}
    >
      {t('Fill in by hand')}
    </Button>
  );
}

function TopicState({ topic, isWanted }: { readonly topic: string; readonly isWanted: boolean }) {
  const subscription = useSession((slice) =>
    slice.subscriptions.find((each) => expandTopic(each.topic).includes(topic)),
  );
  const status = statusOf(subscription?.status, isWanted);
  if (status === null) return null;
  return (
    <>
      <div className={styles['pace']}>{subscription !== undefined && <TopicPaceCell topic={topic} />}</div>
      <StatusBadge status={status} />
      {subscription?.status === 'refused' && <p className={styles['refusal']}>{refusalText(subscription)}</p>}
    </>
  );
}

function statusOf(status: TopicStatus | undefined, isWanted: boolean): TopicStatus | null {
  if (status === undefined) return isWanted ? 'to-add' : null;
  return isWanted ? status : 'to-remove';
}
