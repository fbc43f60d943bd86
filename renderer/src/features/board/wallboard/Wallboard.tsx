import { CirclePause, CirclePlay, Minimize } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../../../../../shared/text/t.ts';
import { useApp, useConnection, useSession } from '../../../app-context.ts';
import { activeProfile } from '../../../stores/session.ts';
import { Button } from '../../../ui/Button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { useNowEvery } from '../../../ui/use-now.ts';
import { visibleText } from '../../../wording/safe-text.ts';
import { clockTime, countText } from '../../../wording/time.ts';
import { StateIcon } from '../../connection/StateIcon.tsx';
import { useChip } from '../../connection/use-chip.ts';
import { useGridFocus } from '../../timeline/use-grid-focus.ts';
import { AgentCard } from '../AgentCard.tsx';
import { OrganisationName } from '../OrganisationName.tsx';
import { boardStatus } from '../status.ts';
import { BoardContext, useOpenBoard, usePicture } from '../use-board.ts';
import { agentsText, figuresOf, groupFigures, knownText, overText } from '../wording.ts';
import { pageIndex, pagesOf, type WallPage } from './pages.ts';
import { usePaging, type Paging } from './use-paging.ts';
import { useRoom } from './use-room.ts';
import styles from './Wallboard.module.css';

/** What the way back to the board is found by. */
export const WALLBOARD_BUTTON = 'open-wallboard';

/** The board for a wall: one group at a time in large type, and always how far it can be trusted. */
export function Wallboard() {
  const feed = useOpenBoard();
  useEffect(
    () => () => {
      document.getElementById(WALLBOARD_BUTTON)?.focus();
    },
    [],
  );
  return (
    <BoardContext value={feed}>
      <Wall />
    </BoardContext>
  );
}

function Wall() {
  const [stage, setStage] = useState<HTMLElement | null>(null);
  const room = useRoom(stage);
  const groups = usePicture((picture) => picture.groups);
  const paging = usePaging();
  const pages = pagesOf(groups, room.columns * room.rows);
  const at = pageIndex(paging.index, pages.length);
  const page = pages[at];
  return (
    <main className={styles['wall']} aria-label={t('Wallboard')}>
      <Top />
      <Figures />
      <section ref={setStage} className={styles['stage']} aria-label={t('Agents')}>
        {page === undefined ? (
          <p className={styles['nobody']}>{t('Nobody is on the board.')}</p>
        ) : (
          <Page page={page} columns={room.columns} />
        )}
      </section>
      <Bottom paging={paging} at={at} pages={pages.length} />
    </main>
  );
}

/** Which organisation it is, the state of the connection, and as of when all of it is. */
function Top() {
  const name = useSession(({ settings }) => activeProfile(settings)?.name ?? '');
  const chip = useChip();
  const now = useNowEvery(1000);
  const status = boardStatus(
    useConnection((slice) => slice),
    null,
    now,
  );
  const isStale = status?.kind === 'stale';
  // While cards are refreshed one by one, it is as of now for some of them only.
  const known = usePicture(({ counts }) => knownText(counts));
  const lostAt = useConnection(({ report }) => report.openGap?.from ?? null);
  const asOf = t('as of {time}', { time: clockTime(lostAt ?? now) });
  return (
    <header className={styles['top']} data-stale={isStale || undefined}>
      <h1>
        <bdi>{visibleText(name)}</bdi>
      </h1>
      <span className={classNames(styles['chip'], styles[chip.tone])}>
        <StateIcon name={chip.icon} size={28} />
        <span aria-hidden="true">{chip.text}</span>
        <span className="visually-hidden">{t('Connection: {state}', { state: chip.spoken })}</span>
      </span>
      <strong className={styles['asOf']}>
        {isStale ? status.text : [asOf, ...(known === null ? [] : [known])].join(' · ')}
      </strong>
    </header>
  );
}

function Figures() {
  const counts = usePicture((picture) => picture.counts);
  return (
    <dl className={styles['figures']} data-stale={counts.lastKnown > 0 || undefined}>
      {figuresOf(counts).map(({ show, label, count }) => (
        <div key={show} data-show={show}>
          <dt>{label}</dt>
          <dd>{countText(count)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Page({
  page: { group, userIds, part, parts },
  columns,
}: {
  readonly page: WallPage;
  readonly columns: number;
}) {
  const focus = useGridFocus();
  const { key, profileId, limits, counts } = group;
  const words = [overText(counts), ...groupFigures(counts), knownText(counts)];
  return (
    <>
      <h2>
        <bdi>{visibleText(group.name)}</bdi> <OrganisationName profileId={profileId} />{' '}
        <span>
          {[
            ...(parts > 1 ? [t('{part} of {parts}', { part, parts })] : []),
            agentsText(counts.agents),
            ...words.filter((text) => text !== null),
          ].join(' · ')}
        </span>
      </h2>
      <div
        role="grid"
        aria-label={t('Agents of {group}', { group: visibleText(group.name) })}
        data-density="wall"
        className={styles['cards']}
      >
        {rowsOf(userIds, columns).map((row, index) => (
          <div
            key={row[0]}
            role="row"
            aria-rowindex={index + 1}
            style={{ gridTemplateColumns: `repeat(${String(columns)}, minmax(0, 1fr))` }}
          >
            {row.map((userId, column) => (
              <AgentCard
                key={userId}
                {...{ groupKey: key, profileId, limits, userId, focus }}
                index={column + 1}
                isTabStop={false}
              />
            ))}
          </div>
        ))}
      </div>
    </>
  );
}

const rowsOf = (userIds: readonly string[], columns: number): readonly (readonly string[])[] =>
  Array.from({ length: Math.ceil(userIds.length / columns) }, (_, row) =>
    userIds.slice(row * columns, (row + 1) * columns),
  );

interface BottomProps {
  readonly paging: Paging;
  readonly at: number;
  readonly pages: number;
}

/** Where the pages are. Buttons come into sight for whoever has a pointer or a keyboard there. */
function Bottom({ paging: { isPaused, togglePause }, at, pages }: BottomProps) {
  const { stores } = useApp();
  return (
    <footer className={styles['bottom']}>
      <span>
        {pages > 1 && t('Page {page} of {pages}', { page: at + 1, pages })}
        {pages > 1 && isPaused && ` · ${t('paused')}`}
      </span>
      <span className={styles['buttons']}>
        <Button onPress={togglePause}>
          {isPaused ? (
            <CirclePlay size={20} aria-hidden="true" />
          ) : (
            <CirclePause size={20} aria-hidden="true" />
          )}
          {isPaused ? t('Turn the pages') : t('Stay on this page')}
        </Button>
        <Button
          onPress={() => {
            stores.boardChoice.setState({ isWallboard: false });
          }}
        >
          <Minimize size={20} aria-hidden="true" />
          {t('Leave the wallboard')}
        </Button>
      </span>
    </footer>
  );
}
