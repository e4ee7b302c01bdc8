import '@mantine/core/styles/Checkbox.layer.css';
import '@mantine/core/styles/InlineInput.layer.css';
import { Checkbox, Kbd, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { notify } from '../../app/notify';
import { useKeyActions } from '../../app/work-keys';
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
  const items = useRef<HTMLDivElement>(null);
  useKeyActions({
    check: () => {
      if (list?.length === 0) notify('hint', t('noChecklist'));
      focusNext([...(items.current?.querySelectorAll('input') ?? [])]);
    },
  });
  if (list === undefined || list.length === 0) return null;
  return (
    <Checkbox.Group
      label={
        <>
          {t('checklist')} <Kbd aria-hidden>C</Kbd>
        </>
      }
      value={[...checked]}
      onChange={onChange}
      error={error}
      data-testid="call-checklist"
    >
      <Stack ref={items} gap="xs" mt={4}>
        {list.map((text) => (
          <Checkbox key={text} value={text} label={text} />
        ))}
      </Stack>
    </Checkbox.Group>
  );
}

/** The next one that is not ticked, behind the one that has the focus; where all are, simply the next one. */
function focusNext(items: readonly HTMLInputElement[]): void {
  const at = items.findIndex((item) => item === document.activeElement) + 1;
  const inTurn = [...items.slice(at), ...items.slice(0, at)];
  (inTurn.find((item) => !item.checked) ?? inTurn[0])?.focus();
}
