import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { weeksForYearAgo } from '#leaks/model/year-ago';
import { count, date } from '../../i18n/formats';
import { LeakPicture } from './leak-picture';
import type { LeakWatch, ShopLine } from './leaks-data';
import classes from './leaks.module.css';

/** A change of less than so many percent is none to speak of. */
const hardly = 5;

/** All customers together: what touches everybody is taken out of the comparison, and is seen here alone. */
export function LeakShop({ shop, run }: { shop: ShopLine; run: NonNullable<LeakWatch['run']> }) {
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
            ? t('leaks.shop.noYear', { needed: weeksForYearAgo, weeks: run.historyWeeks, day: beginOf(run) })
            : t('leaks.shop.yearAgo', { now: count(yearAgo.now), before: count(yearAgo.before) })}
        </Text>
        {fell && <Text size="sm">{t('leaks.shop.fell')}</Text>}
        <div className={classes.shopPicture}>
          <LeakPicture
            weeks={shop.weeks.map(({ weekEnd, orders }) => ({ weekEnd, observed: orders }))}
            says={says}
          />
        </div>
        <Text size="sm" c="dimmed">
          {t('leaks.picture.shop')} {t('leaks.picture.edges')}
        </Text>
      </Stack>
    </section>
  );
}

/** The first day of the orders. */
function beginOf({ weekEnd, historyWeeks }: NonNullable<LeakWatch['run']>): string {
  const end = new Date(`${weekEnd}T12:00:00`);
  end.setDate(end.getDate() + 1 - 7 * historyWeeks);
  return date(end.toISOString());
}
