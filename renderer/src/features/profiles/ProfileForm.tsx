import { TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Label, RadioButton, RadioField, RadioGroup } from 'react-aria-components';
import { REGIONS } from '../../../../shared/genesys/regions.ts';
import type { Profile } from '../../../../shared/model/profile.ts';
import { ORGANISATION_COLOURS } from '../../../../shared/model/organisation-colour.ts';
import { t } from '../../../../shared/text/t.ts';
import { useSession } from '../../app-context.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { OrganisationMark } from '../../ui/OrganisationMark.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { errorCodes } from '../../wording/errors.ts';
import { colourName } from '../../wording/organisations.ts';
import { PathSteps } from '../path/PathSteps.tsx';
import styles from './ProfileForm.module.css';
import { useProfileForm, type ProfileForm as Form } from './use-profile-form.ts';
import { secretNote } from './wording.ts';

interface ProfileFormProps {
  readonly profile: Profile | undefined;
  readonly onDone: () => void;
}

/** Where an organisation is and how to sign in to it. */
export function ProfileForm({ profile, onDone }: ProfileFormProps) {
  const form = useProfileForm(profile, onDone);
  const { busy } = form;
  return (
    <form
      noValidate
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void form.save();
      }}
    >
      <TextField
        label={t('Name')}
        description={t('For you to recognise it, such as “Acme Europe”.')}
        autoFocus
        value={form.fields.name}
        problem={form.problems.name}
        onChange={(name) => {
          form.change({ name });
        }}
      />
      <Select
        label={t('Colour')}
        options={colourOptions()}
        value={form.fields.colour}
        onChange={(colour) => {
          form.change({ colour });
        }}
      />
      <WhereFields form={form} />
      <ClientFields form={form} hasStoredSecret={profile !== undefined} />
      <details className={styles['advanced']} open={form.fields.extendsChannels}>
        <summary>{t('Advanced')}</summary>
        <Checkbox
          isSelected={form.fields.extendsChannels}
          onChange={(extendsChannels) => {
            form.change({ extendsChannels });
          }}
        >
          {t('Extend a channel before replacing it')}
        </Checkbox>
        <p>
          {t(
            'A channel lives 24 hours, and Vigil replaces it in time without a gap. This asks Genesys Cloud to extend it first, which spares one of the 20 channels that all installs of this client id share.',
          )}
        </p>
      </details>
      <Outcome form={form} />
      <div className={styles['actions']}>
        {profile !== undefined && <RemoveButton profile={profile} form={form} />}
        <span className={styles['space']} />
        <Button isPending={busy === 'testing'} onPress={() => void form.test()}>
          {busy === 'testing' ? t('Testing…') : t('Test connection')}
        </Button>
        <Button look="primary" type="submit" isPending={busy === 'saving'}>
          {busy === 'saving' ? t('Saving…') : t('Save and connect')}
        </Button>
      </div>
    </form>
  );
}

/** Asked for as it is drawn: the names are in the language of the window. */
const colourOptions = () =>
  ORGANISATION_COLOURS.map((id) => ({
    id,
    label: colourName(id),
    mark: <OrganisationMark colour={id} />,
  }));

const REGION_OPTIONS = REGIONS.map(({ id, name, environment }) => ({ id, label: name, hint: environment }));

function WhereFields({ form }: { readonly form: Form }) {
  const { fields, problems, change } = form;
  return (
    <>
      <RadioGroup
        orientation="horizontal"
        className={styles['where'] ?? ''}
        value={fields.where}
        onChange={(where) => {
          change({ where: where === 'custom' ? 'custom' : 'region' });
        }}
      >
        <Label>{t('Where it is')}</Label>
        <RadioField value="region">
          <RadioButton className={styles['radio'] ?? ''}>{t('Genesys Cloud region')}</RadioButton>
        </RadioField>
        <RadioField value="custom">
          <RadioButton className={styles['radio'] ?? ''}>{t('Other addresses (advanced)')}</RadioButton>
        </RadioField>
      </RadioGroup>
      {fields.where === 'region' ? (
        <Select
          label={t('Region')}
          options={REGION_OPTIONS}
          value={fields.region}
          onChange={(region) => {
            change({ region });
          }}
        />
      ) : (
        <div className={styles['pair']}>
          <TextField
            label={t('Login address')}
            placeholder="https://login.mypurecloud.ie"
            value={fields.loginUrl}
            problem={problems.loginUrl}
            onChange={(loginUrl) => {
              change({ loginUrl });
            }}
          />
          <TextField
            label={t('API address')}
            placeholder="https://api.mypurecloud.ie"
            value={fields.apiUrl}
            problem={problems.apiUrl}
            onChange={(apiUrl) => {
              change({ apiUrl });
            }}
          />
        </div>
      )}
    </>
  );
}

function ClientFields({ form, hasStoredSecret }: { readonly form: Form; readonly hasStoredSecret: boolean }) {
  const storage = useSession((slice) => slice.settings.secretStorage);
  const { fields, problems, change } = form;
  return (
    <>
      <TextField
        label={t('Client id')}
        description={t(
          'In Genesys Cloud: Admin › Integrations › OAuth, a client with the grant type Client Credentials.',
        )}
        isMonospaced
        value={fields.clientId}
        problem={problems.clientId}
        onChange={(clientId) => {
          change({ clientId });
        }}
      />
      <TextField
        label={t('Client secret')}
        type="password"
        isMonospaced
        description={`${hasStoredSecret ? `${t('Leave empty to keep the stored secret.')} ` : ''}${secretNote(storage)}`}
        value={fields.clientSecret}
        problem={problems.clientSecret}
        onChange={(clientSecret) => {
          change({ clientSecret });
        }}
      />
      {storage.kind === 'memory' && (
        <p className={styles['warning']}>
          <TriangleAlert size={16} aria-hidden="true" />
          <span>
            {t('No keychain is available, so you will be asked for the secret again after Vigil was closed.')}
          </span>
        </p>
      )}
    </>
  );
}

/** What came of a test or of saving. It comes below the fields, so that it may have to be brought into view. */
function Outcome({ form: { error, steps, busy } }: { readonly form: Form }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (error !== null || steps !== null) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [error, steps]);
  return (
    <div ref={ref}>
      {error !== null && (
        <div role="alert" className={styles['error']}>
          <TriangleAlert size={16} aria-hidden="true" />
          <p>
            {error.message} <small>({errorCodes(error)})</small>
          </p>
        </div>
      )}
      <PathSteps label={t('Result of the test')} steps={steps} isRunning={busy === 'testing'} />
    </div>
  );
}

function RemoveButton({ profile, form }: { readonly profile: Profile; readonly form: Form }) {
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <Button
        look="danger"
        onPress={() => {
          setIsAsking(true);
        }}
      >
        {t('Remove…')}
      </Button>
    );
  }
  return (
    <span role="group" aria-label={t('Remove {name}?', { name: profile.name })} className={styles['asking']}>
      {t('Remove it and its secret?')}
      <Button look="danger" autoFocus isPending={form.busy === 'removing'} onPress={() => void form.remove()}>
        {t('Remove')}
      </Button>
      <Button
        onPress={() => {
          setIsAsking(false);
        }}
      >
        {t('Keep')}
      </Button>
    </span>
  );
}
