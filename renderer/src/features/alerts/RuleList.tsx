import { Pencil, Plus, Trash2 } from 'lucide-react';
import {
  BUILT_IN_RULE_IDS,
  type AlertChannels,
  type AlertRule,
  type BuiltInRuleId,
} from '../../../../shared/model/alert.ts';
import { builtInName } from '../../../../shared/model/built-in-rules.ts';
import { t } from '../../../../shared/text/t.ts';
import { useApp, usePerform, useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { visibleText } from '../../wording/safe-text.ts';
import styles from './AlertsView.module.css';
import { ruleText } from './wording.ts';

/** What is to be told of: the user's own rules, and those of Vigil. */
export function RuleList() {
  const { stores } = useApp();
  const rules = useSession((slice) => slice.settings.alertRules);
  return (
    <section aria-label={t('Rules')} className={styles['card']}>
      <header className={styles['head']}>
        <h2>{t('Rules')}</h2>
        <Button
          look="primary"
          onPress={() => {
            stores.alerts.setState({ editing: { kind: 'new', start: {} } });
          }}
        >
          <Plus size={15} aria-hidden="true" /> {t('New rule')}
        </Button>
      </header>
      {rules.length === 0 ? (
        <p className={styles['empty']}>
          {t(
            'No rules of your own yet. A rule tells you when something has been so for a while: somebody away for ten minutes, a queue with five waiting.',
          )}
        </p>
      ) : (
        <ul aria-label={t('Your rules')} className={styles['rules']}>
          {rules.map((rule) => (
            <RuleItem key={rule.id} rule={rule} />
          ))}
        </ul>
      )}
      <h3>{t('Always watched')}</h3>
      <ul aria-label={t('Rules of Vigil')} className={styles['rules']}>
        {BUILT_IN_RULE_IDS.map((id) => (
          <BuiltInItem key={id} id={id} />
        ))}
      </ul>
    </section>
  );
}

function RuleItem({ rule }: { readonly rule: AlertRule }) {
  const { bridge, stores } = useApp();
  const perform = usePerform();
  const name = visibleText(rule.name);
  return (
    <li className={styles['rule']}>
      <Switch isSelected={rule.isOn} onChange={(isOn) => void perform(bridge.saveRule({ ...rule, isOn }))}>
        <span className={styles['ruleName']}>
          <bdi>{name}</bdi>
          <code className={styles['ruleText']}>{ruleText(rule)}</code>
        </span>
      </Switch>
      <span className={styles['ruleActions']}>
        <Button
          look="quiet"
          aria-label={t('Edit {name}', { name })}
          onPress={() => {
            stores.alerts.setState({ editing: { kind: 'saved', rule } });
          }}
        >
          <Pencil size={15} aria-hidden="true" />
        </Button>
        <Button
          look="quiet"
          aria-label={t('Remove {name}', { name })}
          onPress={() => void perform(bridge.removeRule({ ruleId: rule.id }), t('Rule removed.'))}
        >
          <Trash2 size={15} aria-hidden="true" />
        </Button>
      </span>
    </li>
  );
}

function BuiltInItem({ id }: { readonly id: BuiltInRuleId }) {
  const { bridge } = useApp();
  const perform = usePerform();
  const choice = useSession((slice) => slice.settings.builtInAlerts[id]);
  const name = builtInName(id);
  const choose = (channels: Partial<AlertChannels>): void => {
    const changed = { ...choice, channels: { ...choice.channels, ...channels } };
    void perform(bridge.setBuiltInRule({ ruleId: id, choice: changed }));
  };
  return (
    <li className={styles['rule']}>
      <Switch
        isSelected={choice.isOn}
        onChange={(isOn) => void perform(bridge.setBuiltInRule({ ruleId: id, choice: { ...choice, isOn } }))}
      >
        {name}
      </Switch>
      <div
        role="group"
        aria-label={t('How “{name}” makes itself known', { name })}
        className={styles['channels']}
      >
        <Checkbox
          isSelected={choice.channels.notification}
          isDisabled={!choice.isOn}
          onChange={(notification) => {
            choose({ notification });
          }}
        >
          {t('Notification')}
        </Checkbox>
        <Checkbox
          isSelected={choice.channels.sound}
          isDisabled={!choice.isOn}
          onChange={(sound) => {
            choose({ sound });
          }}
        >
          {t('Sound')}
        </Checkbox>
      </div>
    </li>
  );
}
