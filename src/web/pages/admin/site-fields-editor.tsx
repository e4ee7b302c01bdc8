import { Button, NativeSelect, Switch, Textarea, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { longestFieldName, mostSiteFields, siteFieldKinds } from '#orders/model/site-fields';
import type { SiteField, SiteFieldKind } from '#orders/model/site-fields';
import { NumberedForm } from './numbered-form';
import { Heading } from './rules-form';

interface SiteFieldsEditorProps {
  fields: readonly SiteField[];
  onChange: (fields: SiteField[]) => void;
}

/** Fields of orders that people fill in. */
export function SiteFieldsEditor({ fields, onChange }: SiteFieldsEditorProps) {
  const { t } = useTranslation('admin');
  return (
    <>
      <Heading title={t('orderRules.fields')} text={t('orderRules.fieldsAbout')} />
      {fields.map((field, nth) => (
        <FieldForm
          key={field.id}
          nth={nth + 1}
          field={field}
          onChange={(next) => onChange(fields.map((each, at) => (at === nth ? next : each)))}
          onRemove={() => onChange(fields.filter((_each, at) => at !== nth))}
        />
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          disabled={fields.length >= mostSiteFields}
          onClick={() => onChange([...fields, newField()])}
        >
          {t('orderRules.addField')}
        </Button>
      </div>
    </>
  );
}

/** Values are kept by the id: one that was used before would show those of another field. */
function newField(): SiteField {
  return { id: `f${Date.now().toString(36)}`, name: '', kind: 'text', choices: [], managers: true };
}

interface FieldFormProps {
  nth: number;
  field: SiteField;
  onChange: (field: SiteField) => void;
  onRemove: () => void;
}

function FieldForm({ nth, field, onChange, onRemove }: FieldFormProps) {
  const { t } = useTranslation('admin');
  return (
    <NumberedForm
      title={t('orderRules.field', { nth })}
      remove={t('orderRules.removeField')}
      onRemove={onRemove}
    >
      <TextInput
        label={t('orderRules.fieldName')}
        required
        autoComplete="off"
        maxLength={longestFieldName}
        value={field.name}
        onChange={(event) => onChange({ ...field, name: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('orderRules.fieldKind')}
        data={siteFieldKinds.map((kind) => ({ value: kind, label: t(`orderRules.fieldKinds.${kind}`) }))}
        value={field.kind}
        onChange={(event) => onChange({ ...field, kind: event.currentTarget.value as SiteFieldKind })}
      />
      {field.kind === 'choice' && (
        <Textarea
          label={t('orderRules.fieldChoices')}
          rows={4}
          value={field.choices.join('\n')}
          onChange={(event) => onChange({ ...field, choices: event.currentTarget.value.split('\n') })}
        />
      )}
      <Switch
        label={t('orderRules.fieldManagers')}
        checked={field.managers}
        onChange={(event) => onChange({ ...field, managers: event.currentTarget.checked })}
      />
    </NumberedForm>
  );
}

/** The fields as they are kept: each line once, without the empty ones. */
export function tidyFields(fields: readonly SiteField[]): SiteField[] {
  return fields.map((field) => ({
    ...field,
    name: field.name.trim(),
    choices:
      field.kind === 'choice'
        ? [...new Set(field.choices.map((line) => line.trim().slice(0, longestFieldName)))].filter(
            (line) => line !== '',
          )
        : [],
  }));
}
