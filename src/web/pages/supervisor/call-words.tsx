import type { Disposition } from '#calls/model/disposition';
import { Badge } from '@mantine/core';
import type { MantineColor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../api/types';

/** Green for success, red for what needs attention, grey for the ordinary. */
const colours: Record<Disposition, MantineColor> = {
  answered: 'green',
  busy: 'gray',
  'no-answer': 'gray',
  rejected: 'gray',
  unreachable: 'gray',
  'not-in-service': 'orange',
  barred: 'red',
  'trunks-down': 'red',
  cancelled: 'gray',
  'manager-busy': 'gray',
  'manager-no-answer': 'orange',
  'manager-unreachable': 'orange',
  'manager-declined': 'orange',
  'courier-not-reached': 'orange',
  abandoned: 'orange',
  'not-taken': 'orange',
  'call-back-wanted': 'orange',
  'out-of-hours': 'gray',
  'not-identified': 'gray',
  refused: 'orange',
  'look-up-failed': 'red',
  failed: 'red',
  interrupted: 'red',
};

/** The result of a call, or that it is still going on. */
export function ResultBadge({ call: { disposition } }: { call: Pick<Call, 'disposition'> }) {
  const { t } = useTranslation('supervisor');
  return disposition === null ? (
    <Badge variant="filled" color="green" tt="none" radius="sm">
      {t('calls.live')}
    </Badge>
  ) : (
    <Badge variant="light" color={colours[disposition]} tt="none" radius="sm">
      {t(`disposition.${disposition}`)}
    </Badge>
  );
}
