import { useTranslation } from 'react-i18next';
import type { ImportField } from '#orders/model/import-fields';
import { siteFieldChoice } from '#orders/model/site-fields';
import { useOrderRules } from './order-rules-data';

/** What a field of a map is called: one of orders by its word, one of the site (`field:` and its id) by the name that the site has given it. */
export function useFieldNames(): (name: string) => string {
  const { t } = useTranslation('admin');
  const own = useOrderRules().data?.fields ?? [];
  return (name) => {
    const id = siteFieldChoice.exec(name)?.[1];
    if (id !== undefined) return own.find((field) => field.id === id)?.name ?? id;
    return t(`import.fields.${name as ImportField}`, { defaultValue: name });
  };
}
