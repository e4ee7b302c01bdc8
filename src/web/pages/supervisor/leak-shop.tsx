import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { count } from '../../i18n/formats';
import { LeakPicture } from './leak-picture';
import type { ShopLine } from './leaks-data';
import classes from './leaks.module.css';

/** A change of less than so many percent is none to speak of. */
const hardly = 5;

/** All customers together: what touches everybody is taken out of the comparison, and is seen here alone. */
export function LeakShop({ shop }: { shop: ShopLine }) {
  const { t } = useTranslation('supervisor');
  const { now, before, yearAgo, fell } = shop;
  const percent = before === 0 ? 0 : Math.round((Math.abs(now - before) / before) * 100);
  const change = percent < hardly ? 'alike' : now < before ? 'fewer' : 'more';
  const says = t(`leaks.shop.${change}`, { now: count(now), before: count(before), percent });
  return (
    <section aria-label={t('leaks.shop.title')} className={classes.shop} data-fell={fell}>
      <Stack gap={4}>
        <Text fw={fell ? 600 : undefined}>{says}</Text>
        <Text size="sm">
          {yearAgo === null
            ? t('leaks.shop.noYear')
            : t('leaks.shop.yearAgo', { now: count(yearAgo.now), before: count(yearAgo.before) })}
        </Text>
        {fell && <Text size="sm">{t('leaks.shop.fell')}</Text>}
        <div className={classes.shopPicture}>
          <LeakPicture
            weeks={shop.weeks.map(({ weekEnd, orders }) => ({ weekEnd, observed: orders }))}
            says={says}
          />
        </div>
        <Text size="xs" c="dimmed">
          {t('leaks.picture.shop')}
        </Text>
      </Stack>
    </section>
  );
}
