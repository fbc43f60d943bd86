import { CircleQuestionMark } from 'lucide-react';
import { Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { t } from '../../../../shared/text/t.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './FilterHelp.module.css';
import { filterHelp } from './help.ts';

interface FilterHelpProps {
  /** Puts an example into the field. */
  readonly onTry: (filter: string) => void;
}

/** The language on one page, by examples that can be tried. */
export function FilterHelp({ onTry }: FilterHelpProps) {
  return (
    <DialogTrigger>
      <Button look="quiet" aria-label={t('How to filter')} className={styles['button']}>
        <CircleQuestionMark size={16} aria-hidden="true" />
      </Button>
      <Popover placement="bottom start" className={styles['popover'] ?? ''}>
        <Dialog className={styles['dialog'] ?? ''}>
          {({ close }) => (
            <>
              <Heading slot="title" level={2} className={styles['title'] ?? ''}>
                {t('How to filter')}
              </Heading>
              {filterHelp().map(({ title, examples }) => (
                <section key={title}>
                  <h3 className={styles['group']}>{title}</h3>
                  <dl className={styles['examples']}>
                    {examples.map(([filter, meaning]) => (
                      <div key={filter} className={styles['example']}>
                        <dt>
                          <Button
                            look="quiet"
                            aria-label={t('Try {filter}', { filter })}
                            className={styles['filter']}
                            onPress={() => {
                              close();
                              onTry(filter);
                            }}
                          >
                            {filter}
                          </Button>
                        </dt>
                        <dd>{meaning}</dd>
                      </div>
                    ))}
                  </dl>
                </section>
              ))}
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
