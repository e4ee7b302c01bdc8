import { Center, Stack, Text } from '@mantine/core';
import { IconCircleCheck, IconPhoneOutgoing } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Shown while no order is open. @param finished no order is left to call */
export function NothingChosen({ finished }: { finished: boolean }) {
  const { t } = useTranslation('manager');
  const Icon = finished ? IconCircleCheck : IconPhoneOutgoing;
  return (
    <Center h="100%" p="xl">
      <Stack align="center" gap="xs" role={finished ? 'status' : undefined}>
        <Icon size={48} stroke={1.3} aria-hidden color="var(--mantine-color-anchor)" />
        <Text fw={600} size="lg" ta="center">
          {finished ? t('wrapUp.allDone') : t('order.choose')}
        </Text>
        {!finished && (
          <Text c="dimmed" ta="center">
            {t('order.chooseHint')}
          </Text>
        )}
      </Stack>
    </Center>
  );
}
