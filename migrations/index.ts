import type { Knex } from 'knex';
import * as ordersAndCalls from './0001-orders-and-calls';
import * as limitsAndAuditChain from './0002-limits-and-audit-chain';
import * as repeatedRequests from './0003-repeated-requests';
import * as workplace from './0004-workplace';
import * as legsAndNodes from './0005-legs-and-nodes';
import * as typedNumbers from './0006-typed-numbers';
import * as outcomesTakenBack from './0007-outcomes-taken-back';
import * as companyNumbers from './0008-company-numbers';
import * as inboundCalls from './0009-inbound-calls';
import * as missedCalls from './0010-missed-calls';
import * as couriers from './0011-couriers';
import * as colleagues from './0012-colleagues';
import * as voicemailsAndListening from './0013-voicemails-and-listening';
import * as extensionsAndOwnChanges from './0014-extensions-and-own-changes';
import * as ordersInFull from './0015-orders-in-full';
import * as leakWatch from './0016-leak-watch';
import * as webhooks from './0017-webhooks';
import * as connectors from './0018-connectors';
import * as siteFields from './0019-site-fields';
import * as pagePhones from './0020-page-phones';
import * as decoys from './0021-decoys';
import * as mail from './0022-mail';
import * as namedLeakCases from './0023-named-leak-cases';
import * as reach from './0024-reach';
import * as mailPages from './0025-mail-pages';
import * as surveys from './0026-surveys';
import * as shopLine from './0027-shop-line';
import * as callQuality from './0028-call-quality';
import * as mobiles from './0029-mobiles';
import * as reveal from './0030-reveal';
import * as automaticSurveys from './0031-automatic-surveys';
import * as poolIndex from './0032-pool-index';
import * as deskPhones from './0033-desk-phones';
import * as mailAddresses from './0034-mail-addresses';
import * as sms from './0035-sms';
import * as decoyMailboxes from './0036-decoy-mailboxes';
import * as mailPrograms from './0037-mail-programs';
import * as decoySms from './0038-decoy-sms';

export interface Migration {
  /** The name that the database stores: never changed after a release. */
  name: string;
  up: (knex: Knex) => Promise<void>;
  down: (knex: Knex) => Promise<void>;
}

/**
 * All migrations, oldest first. A list rather than a folder, so that it is the same in sources, in dist and
 * in tests.
 */
export const migrations: readonly Migration[] = [
  { name: '0001-orders-and-calls', ...ordersAndCalls },
  { name: '0002-limits-and-audit-chain', ...limitsAndAuditChain },
  { name: '0003-repeated-requests', ...repeatedRequests },
  { name: '0004-workplace', ...workplace },
  { name: '0005-legs-and-nodes', ...legsAndNodes },
  { name: '0006-typed-numbers', ...typedNumbers },
  { name: '0007-outcomes-taken-back', ...outcomesTakenBack },
  { name: '0008-company-numbers', ...companyNumbers },
  { name: '0009-inbound-calls', ...inboundCalls },
  { name: '0010-missed-calls', ...missedCalls },
  { name: '0011-couriers', ...couriers },
  { name: '0012-colleagues', ...colleagues },
  { name: '0013-voicemails-and-listening', ...voicemailsAndListening },
  { name: '0014-extensions-and-own-changes', ...extensionsAndOwnChanges },
  { name: '0015-orders-in-full', ...ordersInFull },
  { name: '0016-leak-watch', ...leakWatch },
  { name: '0017-webhooks', ...webhooks },
  { name: '0018-connectors', ...connectors },
  { name: '0019-site-fields', ...siteFields },
  { name: '0020-page-phones', ...pagePhones },
  { name: '0021-decoys', ...decoys },
  { name: '0022-mail', ...mail },
  { name: '0023-named-leak-cases', ...namedLeakCases },
  { name: '0024-reach', ...reach },
  { name: '0025-mail-pages', ...mailPages },
  { name: '0026-surveys', ...surveys },
  { name: '0027-shop-line', ...shopLine },
  { name: '0028-call-quality', ...callQuality },
  { name: '0029-mobiles', ...mobiles },
  { name: '0030-reveal', ...reveal },
  { name: '0031-automatic-surveys', ...automaticSurveys },
  { name: '0032-pool-index', ...poolIndex },
  { name: '0033-desk-phones', ...deskPhones },
  { name: '0034-mail-addresses', ...mailAddresses },
  { name: '0035-sms', ...sms },
  { name: '0036-decoy-mailboxes', ...decoyMailboxes },
  { name: '0037-mail-programs', ...mailPrograms },
  { name: '0038-decoy-sms', ...decoySms },
];
