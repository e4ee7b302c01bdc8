import type { AmiEvent } from '#pbx/asterisk/ami/ami-connection';
import type { Dialplan, DialplanHint, DialplanLine } from '../dialplan';

/**
 * Builds the dialplan from ListDialplan events. Source: manager_show_dialplan_helper in Asterisk's
 * pbx/pbx_config.c and main/pbx.c.
 */
export function dialplanFrom(events: readonly AmiEvent[]): Dialplan {
  const lines: DialplanLine[] = [];
  const hints: DialplanHint[] = [];
  const includes: { context: string; included: string }[] = [];
  const switches: { context: string; target: string }[] = [];
  for (const event of events) {
    if (event['event'] !== 'ListDialplan') continue;
    const field = (name: string): string => {
      const value = event[name];
      return typeof value === 'string' ? value : '';
    };
    const context = field('context');
    const extension = field('extension');
    if (field('includecontext') !== '') includes.push({ context, included: field('includecontext') });
    else if (field('switch') !== '') switches.push({ context, target: field('switch') });
    else if (field('priority') === 'hint') hints.push({ context, extension, devices: field('application') });
    else if (field('application') !== '') {
      lines.push({
        context,
        extension,
        priority: Number(field('priority')),
        label: field('extensionlabel') || null,
        application: field('application'),
        data: field('appdata'),
      });
    }
  }
  return { lines, hints, includes, switches };
}
