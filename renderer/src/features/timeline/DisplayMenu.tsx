import { SlidersHorizontal } from 'lucide-react';
import { t } from '../../../../shared/text/t.ts';
import { Popover } from '../../ui/Popover.tsx';
import { DisplayChoices } from './DisplayChoices.tsx';

/** How the rows are shown, in reach of them. */
export function DisplayMenu() {
  return (
    <Popover
      title={t('Display')}
      trigger={
        <>
          <SlidersHorizontal size={16} aria-hidden="true" /> {t('Display')}
        </>
      }
    >
      {() => <DisplayChoices />}
    </Popover>
  );
}
