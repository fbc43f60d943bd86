import { topicProblem } from '../../../../shared/model/topic.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useSession, useTopicChoice } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { topicName } from '../../wording/topic-name.ts';
import styles from './TopicsView.module.css';
import { useWanted } from './use-wanted.ts';

/** For topics that the lists cannot fill in, and for those who know what they want. */
export function ByHand() {
  const { stores } = useApp();
  const typed = useTopicChoice((slice) => slice.typed);
  const directory = useSession((slice) => slice.directory);
  const { wanted, want } = useWanted();
  const topic = typed.trim();
  const problem = topic === '' ? null : topicProblem(topic);
  const isWantedAlready = wanted.includes(topic);
  const isReady = topic !== '' && problem === null && !isWantedAlready;
  const name = topicName(topic, directory);
  return (
    <>
      <header className={styles['head']}>
        <h2>{t('Type a topic by hand')}</h2>
      </header>
      <form
        className={styles['byHand']}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isReady) return;
          want([...wanted, topic]);
          stores.topicChoice.setState({ typed: '' });
        }}
      >
        <TextField
          label={t('Topic')}
          isMonospaced
          placeholder="v2.users.<id>.presence"
          description={t(
            'Several topics of one prefix count once when they are combined: v2.users.<id>?presence&routingStatus',
          )}
          value={typed}
          problem={problem ?? (isWantedAlready ? t('This topic is chosen already.') : undefined)}
          onChange={(text) => {
            stores.topicChoice.setState({ typed: text });
          }}
        />
        {isReady && (
          <p>
            <bdi>{name.who}</bdi>: {name.what}
          </p>
        )}
        <Button look="primary" type="submit" isDisabled={!isReady}>
          {t('Add topic')}
        </Button>
      </form>
    </>
  );
}
