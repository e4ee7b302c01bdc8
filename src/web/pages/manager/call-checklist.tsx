import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import { Checkbox, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { orderDetailsQuery } from '../../components/order-queries';

interface CallChecklistProps {
  orderNumber: string;
  checked: readonly string[];
  onChange: (checked: string[]) => void;
  error: string | null;
}

/** What the site wants settled in a call. Nothing where it has no list. */
export function CallChecklist({ orderNumber, checked, onChange, error }: CallChecklistProps) {
  const { t } = useTranslation('order');
  const list = useQuery(orderDetailsQuery(orderNumber)).data?.checklist;
  // A draft may be older than the list: what is no longer on it could not be unticked.
  useEffect(() => {
    if (list === undefined || checked.every((text) => list.includes(text))) return;
    onChange(checked.filter((text) => list.includes(text)));
  });
  if (list === undefined || list.length === 0) return null;
  return (
    <Checkbox.Group
      label={t('checklist')}
      value={[...checked]}
      onChange={onChange}
      error={error}
      data-testid="call-checklist"
    >
      <Stack gap="xs" mt={4}>
        {list.map((text) => (
          <Checkbox key={text} value={text} label={text} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}
