import { refusePrograms } from './mail-access';
import { defaultTemplates, filledIn, unknownFields } from './model/mail-templates';
import type { FieldValues, MailTemplate } from './model/mail-templates';
import { templateSlugs } from './model/template-slugs';
import type { TemplateSlug } from './model/template-slugs';
import type { AuditTrail } from '#audit/audit-trail';
import type { Clock } from '#kernel/clock';
import type { Language } from '#kernel/language';
import type { Micros } from '#kernel/micros';
import { actorOf } from '#kernel/principal';
import type { Principal } from '#kernel/principal';
import { refuseFaults, RefusedError } from '#kernel/refused-error';
import type { FieldFault } from '#kernel/refused-error';
import type { OrderDetailsDesk, ShownOrder } from '#orders/order-details-desk';
import type { OrderLooks } from '#orders/order-looks';
import type { OrderView } from '#orders/order-view';

export interface TemplateStore {
  /** Those that somebody has changed. */
  list(): Promise<MailTemplate[]>;
  write(template: MailTemplate, at: Micros, by: string): Promise<void>;
}

export interface TemplateDeskParts {
  templates: TemplateStore;
  looks: Pick<OrderLooks, 'findOrRefuse'>;
  details: Pick<OrderDetailsDesk, 'view'>;
  /** Name of the shop, as customers see it. */
  shop: string;
  trail: Pick<AuditTrail, 'after'>;
  clock: Pick<Clock, 'now'>;
}

/** Templates of mails: everybody who writes uses them, supervisors change them. */
export class TemplateDesk {
  constructor(private readonly parts: TemplateDeskParts) {}

  /** All of them, in both languages. */
  async list(): Promise<MailTemplate[]> {
    const changed = await this.parts.templates.list();
    return defaultTemplates.map(
      (template) =>
        changed.find(({ slug, language }) => slug === template.slug && language === template.language) ??
        template,
    );
  }

  /** As {@link list}, with what the order has. @throws RefusedError as {@link OrderDetailsDesk.view}, `role-forbidden` */
  async filled(principal: Principal, orderNumber: string): Promise<MailTemplate[]> {
    refusePrograms(principal);
    const { looks, details } = this.parts;
    const order = await looks.findOrRefuse(principal, orderNumber, 'order.details');
    const [templates, inFull] = await Promise.all([this.list(), details.view(principal, orderNumber)]);
    return templates.map((template) => ({
      ...template,
      ...filledIn(template, this.#values(principal, order, inFull, template.language)),
    }));
  }

  /** @param template of any name @throws RefusedError `template-unknown`, `invalid-input` (fields `subject`, `text`) */
  async change(principal: Principal, template: MailTemplate): Promise<MailTemplate> {
    const { templates, trail, clock } = this.parts;
    if (
      defaultTemplates.every(({ slug, language }) => slug !== template.slug || language !== template.language)
    ) {
      throw new RefusedError('template-unknown');
    }
    const trimmed = { ...template, subject: template.subject.trim(), text: template.text.trim() };
    refuseFaults((['subject', 'text'] as const).flatMap((field) => faultOf(field, trimmed[field]) ?? []));
    const actor = actorOf(principal);
    await templates.write(trimmed, clock.now(), actor);
    const { slug, language } = trimmed;
    await trail.after({ actor, action: 'mail.template', subject: null, detail: { slug, language } });
    return trimmed;
  }

  #values(principal: Principal, order: OrderView, { details }: ShownOrder, language: Language): FieldValues {
    const { by } = principal;
    return {
      customer: order.customerName,
      order: order.orderNumber,
      amount: amountOf(order, language),
      items: (details?.items ?? [])
        .map(({ title, option, quantity }) => {
          const name = option === null ? title : `${title}, ${option}`;
          return quantity === null ? `- ${name}` : `- ${name} × ${quantity}`;
        })
        .join('\n'),
      delivery: details?.delivery.method ?? '',
      tracking: details?.delivery.tracking ?? '',
      payment: details?.payment.method ?? '',
      manager: 'name' in by ? (by.name ?? '') : '',
      shop: this.parts.shop,
    };
  }
}

export function isTemplateSlug(text: string): text is TemplateSlug {
  return (templateSlugs as readonly string[]).includes(text);
}

function faultOf(field: 'subject' | 'text', value: string): FieldFault | null {
  if (value === '') return { field, code: 'empty', detail: 'must not be empty' };
  return unknownFields(value).length === 0
    ? null
    : { field, code: 'unknown-field', detail: 'has a name in braces that is no field' };
}

function amountOf({ amount, currency }: OrderView, language: Language): string {
  if (amount === null) return '';
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) return amount;
  const [, cents = ''] = amount.split('.');
  return new Intl.NumberFormat(language, {
    ...{ style: 'currency', currency, minimumFractionDigits: /^0*$/.test(cents) ? 0 : 2 },
  }).format(Number(amount));
}
