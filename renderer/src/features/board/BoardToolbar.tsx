import { Gauge, Maximize, Plus } from 'lucide-react';
import type { RefObject } from 'react';
import { t } from '../../../../shared/text/t.ts';
import { useApp, useBoardChoice, useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { FindField } from '../../ui/FindField.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { Select, type Option } from '../../ui/Select.tsx';
import styles from './BoardToolbar.module.css';
import type { Sort } from './order.ts';
import { AGENT_STATES, type Show } from './states.ts';
import { WALLBOARD_BUTTON } from './wallboard/Wallboard.tsx';
import { showText } from './wording.ts';

const sorts = (): readonly Option<Sort>[] => [
  { id: 'attention', label: t('Needs attention') },
  { id: 'name', label: t('Name') },
  { id: 'time', label: t('Time in state') },
  { id: 'presence', label: t('Presence') },
];

const shows = (): readonly Option<Show>[] =>
  (['all', 'over', ...AGENT_STATES, 'unknown'] as const).map((show) => ({ id: show, label: showText(show) }));

/** In which order, who and how; and what the board is made of. */
export function BoardToolbar({ queryRef }: { readonly queryRef: RefObject<HTMLInputElement | null> }) {
  const { stores } = useApp();
  const sort = useBoardChoice((choice) => choice.sort);
  const show = useBoardChoice((choice) => choice.show);
  const profileId = useSession((slice) => slice.settings.activeProfileId);
  return (
    <div role="group" aria-label={t('Board tools')} className={styles['bar']}>
      <Select
        label={t('Sort')}
        labelPlace="beside"
        options={sorts()}
        value={sort}
        onChange={(next) => {
          stores.boardChoice.setState({ sort: next });
        }}
      />
      <Select
        label={t('Show')}
        labelPlace="beside"
        options={shows()}
        value={show}
        onChange={(next) => {
          stores.boardChoice.setState({ show: next });
        }}
      />
      <NameField queryRef={queryRef} />
      <div className={styles['tools']}>
        <Button
          onPress={() => {
            stores.boardChoice.setState({ dialog: { kind: 'add', profileId } });
          }}
        >
          <Plus size={16} aria-hidden="true" />
          {t('Add…')}
        </Button>
        <Button
          look="quiet"
          onPress={() => {
            stores.boardChoice.setState({ dialog: { kind: 'limits', profileId } });
          }}
        >
          <Gauge size={16} aria-hidden="true" />
          {t('Limits…')}
        </Button>
        <DisplayPopover />
        <Button
          id={WALLBOARD_BUTTON}
          look="quiet"
          aria-label={t('Wallboard')}
          onPress={() => {
            stores.boardChoice.setState({ isWallboard: true });
          }}
        >
          <Maximize size={16} aria-hidden="true" />
        </Button>
      </div>
    </div>
  );
}

function NameField({ queryRef }: { readonly queryRef: RefObject<HTMLInputElement | null> }) {
  const { stores } = useApp();
  const query = useBoardChoice((choice) => choice.query);
  return (
    <div className={styles['find']}>
      <FindField
        label={t('Find agents by name')}
        placeholder={t('Name')}
        inputRef={queryRef}
        value={query}
        onChange={(text) => {
          stores.boardChoice.setState({ query: text });
        }}
      />
    </div>
  );
}

function DisplayPopover() {
  const { stores } = useApp();
  const density = useBoardChoice((choice) => choice.density);
  const form = useBoardChoice((choice) => choice.form);
  return (
    <Popover title={t('How the board is shown')} trigger={t('Display')}>
      {() => (
        <div className={styles['display']}>
          <Segments
            label={t('Agents as')}
            value={form}
            options={[
              { id: 'fitting', label: t('What fits') },
              { id: 'cards', label: t('Cards') },
              { id: 'table', label: t('Table') },
            ]}
            onChange={(next) => {
              stores.boardChoice.setState({ form: next });
            }}
          />
          <Segments
            label={t('Density')}
            value={density}
            options={[
              { id: 'comfortable', label: t('Comfortable') },
              { id: 'compact', label: t('Compact') },
            ]}
            onChange={(next) => {
              stores.boardChoice.setState({ density: next });
            }}
          />
        </div>
      )}
    </Popover>
  );
}
