import { Type } from '@sinclair/typebox';
import { decoyFaults, DecoyRequestError } from './decoy-desk';
import type { DecoyDesk, DecoyView } from './decoy-desk';
import type { DecoyMail, DecoySms } from './decoy-store';
import type { Decoy, DecoyHit } from './decoy-store';
import { numberPurposes } from './decoy-store';
import { mostDecoys } from '../model/decoys/chance';
import { channelKinds, longestChannelKey } from '../model/decoys/channels';
import { hitClasses, strengths } from '../model/decoys/evidence';
import type { Api } from '#http/api';
import { Problem } from '#http/problem';
import { principalOf } from '#http/principal-of';
import { commonProblems, isoTimeSchema, oneOf, orNull, problemResponses, writeProblems } from '#http/schemas';
import { fromUseCase } from '#http/use-case';
import { isoTime, isoTimeOrNull } from '#kernel/iso-time';

const channel = {
  kind: oneOf(
    channelKinds,
    'the way by which a list can leave the house; all but `manager` are lists outside of Star7, into which the owner puts the decoy',
  ),
  key: Type.String({
    description: 'an extension; of other kinds what the owner calls it',
    examples: ['101'],
    minLength: 1,
    maxLength: longestChannelKey,
  }),
};

const decoySchema = Type.Object({
  ...channel,
  id: Type.Integer(),
  name: Type.String(),
  line: Type.String({ description: "by which the owner knows the decoy's number; the number is not shown" }),
  mailbox: orNull(
    Type.String({
      description: "by which the owner knows the decoy's mailbox; null: it has no e-mail address",
    }),
  ),
  orders: Type.Array(Type.String(), { description: 'order numbers; none in a list outside of Star7' }),
  address: orNull(Type.String()),
  plantedAt: isoTimeSchema,
  plantedBy: Type.String(),
  retiredAt: orNull(isoTimeSchema),
});

const hitSchema = Type.Object({
  id: Type.Integer(),
  line: Type.String(),
  purpose: oneOf(numberPurposes, '`control`: a number that nobody is given, to measure who calls anyway'),
  decoy: orNull(Type.Object({ ...channel, id: Type.Integer(), name: Type.String() })),
  at: isoTimeSchema,
  class: oneOf(
    hitClasses,
    'what the call was: nobody spoke, which is no hit; somebody spoke; offered goods like ours; asked for the decoy by name',
  ),
  ringSeconds: Type.Integer(),
  openSeconds: Type.Integer({ description: 'from the answer to the end' }),
  spokenSeconds: Type.Integer({ description: 'for which the caller spoke' }),
  digits: Type.Integer({ description: 'keys that were pressed; which ones is not kept' }),
  otherLines: Type.Integer({ description: 'other lines that the same caller has called' }),
  judgedBy: orNull(Type.String({ description: 'who said what the call was; null: by what was heard' })),
});

const mailSchema = Type.Object({
  id: Type.Integer(),
  mailbox: Type.String({ description: 'by which the owner knows it; the address is not shown' }),
  purpose: oneOf(numberPurposes, '`control`: a mailbox that nobody is given, to measure who writes anyway'),
  decoy: orNull(Type.Object({ ...channel, id: Type.Integer(), name: Type.String() })),
  at: isoTimeSchema,
  class: oneOf(
    hitClasses,
    '`silent`: a program or spam, which is no hit; `answered`: somebody wrote; offered goods like ours; addressed the decoy by name',
  ),
  judgedBy: orNull(Type.String({ description: 'who said what the mail was; null: by what it says' })),
});

const smsSchema = Type.Object({
  id: Type.Integer(),
  line: Type.String({ description: 'by which the owner knows the number; the number is not shown' }),
  purpose: oneOf(numberPurposes, '`control`: a number that nobody is given, to measure who writes anyway'),
  decoy: orNull(Type.Object({ ...channel, id: Type.Integer(), name: Type.String() })),
  at: isoTimeSchema,
  class: oneOf(
    hitClasses,
    '`silent`: advertising, which is no hit; `answered`: somebody wrote; offered goods like ours; addressed the decoy by name',
  ),
  judgedBy: orNull(Type.String({ description: 'who said what the SMS was; null: by what it says' })),
});

const countsSchema = Type.Object({
  silent: Type.Integer(),
  answered: Type.Integer(),
  offered: Type.Integer(),
  named: Type.Integer(),
});

const standingSchema = Type.Object({
  channels: Type.Array(
    Type.Object({
      ...channel,
      decoys: Type.Integer(),
      weeks: Type.Number({ description: 'for which they have been planted, on average' }),
      hits: countsSchema,
      mailboxes: Type.Integer({ description: 'decoys of these that have an e-mail address' }),
      mails: countsSchema,
      sms: countsSchema,
      strength: oneOf(strengths, 'what calls, mails and SMS are worth; never of a person'),
    }),
    { description: 'in the order of planting: no ranking' },
  ),
  first: orNull(Type.Object(channel)),
  runnerUp: orNull(Type.Object(channel)),
  lead: orNull(Type.Number({ description: 'how many times likelier the first is than the runner-up' })),
  isMeasured: Type.Boolean({ description: 'strangers’ calls are measured by control numbers, not assumed' }),
  controls: Type.Object(
    {
      numbers: Type.Integer(),
      hits: countsSchema,
      mailboxes: Type.Integer(),
      mails: countsSchema,
      sms: countsSchema,
    },
    { description: 'numbers and mailboxes that nobody was given, and what came to them' },
  ),
});

const viewSchema = Type.Object({
  noticeAcceptedAt: orNull(isoTimeSchema),
  freeLines: Type.Integer({ description: 'numbers for decoys that are not planted' }),
  controlLines: Type.Integer(),
  freeMailboxes: Type.Integer({ description: 'mailboxes for decoys that are not planted' }),
  silentMailboxes: Type.Array(Type.String(), {
    description: 'mailboxes by which no mail has come yet: they may not forward',
  }),
  smsLines: Type.Integer({
    description: 'numbers by which an SMS has come, so that SMS to them are known to reach Star7',
  }),
  decoys: Type.Array(decoySchema, { description: 'retired ones too, oldest first' }),
  hits: Type.Array(hitSchema, { description: 'calls from outside, newest first; 500 at most' }),
  mails: Type.Array(mailSchema, { description: 'mails from outside, newest first; 500 at most' }),
  sms: Type.Array(smsSchema, { description: 'SMS from outside, newest first; 500 at most' }),
  standing: standingSchema,
});

const share = (description: string) =>
  Type.Integer({ minimum: 0, maximum: 100, description: `${description}, in percent` });

const chanceQuery = Type.Object(
  {
    sold: share('of the list that is taken along'),
    contacted: share('of these people who are contacted'),
    answered: share("of these contacts that reach the decoy's line and are recognised"),
    decoys: Type.Integer({ minimum: 0, maximum: mostDecoys, description: 'in each channel' }),
    hits: Type.Integer({ minimum: 1, maximum: 100, description: 'calls that are to be had at least' }),
  },
  { additionalProperties: false },
);

const needed = orNull(Type.Integer({ description: 'decoys; null: more than anybody has numbers for' }));

const chanceSchema = Type.Object({
  chance: Type.Number({ description: 'of at least so many calls, 0 to 1' }),
  chanceOfEach: Type.Number({ description: 'of one decoy' }),
  neededFor80: needed,
  neededFor95: needed,
});

const plantBody = Type.Object(
  { ...channel, count: Type.Integer({ minimum: 1, maximum: 100 }) },
  { additionalProperties: false, examples: [{ kind: 'manager', key: '101', count: 12 }] },
);

const judgeBody = Type.Object(
  { class: oneOf(hitClasses, 'what the call was') },
  { additionalProperties: false, examples: [{ class: 'named' }] },
);

const plantedSchema = Type.Object({
  decoys: Type.Array(decoySchema),
  fault: orNull(oneOf(decoyFaults, 'why none was planted; null if some were')),
});

/** Decoys, for the accounts that may see the leak watch. */
export function decoyRoutes(app: Api, desk: DecoyDesk): void {
  const answers = { description: 'As it stands now', ...viewSchema };

  app.get(
    '/leaks/decoys',
    {
      schema: {
        operationId: 'getDecoys',
        summary: 'Decoys by channel, who called them, and what that is worth',
        description:
          'For accounts that the operator named (`star7 leaks readers`). Each look is in the audit log.',
        tags: ['supervision'],
        response: { 200: answers, ...problemResponses('role-forbidden', ...commonProblems) },
      },
    },
    async (request) => viewJson(await fromUseCase(desk.show(principalOf(request)))),
  );

  app.get(
    '/leaks/decoys/chance',
    {
      schema: {
        operationId: 'getDecoyChance',
        summary: 'Which chance of a call so many decoys give',
        tags: ['supervision'],
        querystring: chanceQuery,
        response: {
          200: { description: 'By the binomial distribution', ...chanceSchema },
          ...problemResponses('invalid-request', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request) => {
      const { sold, contacted, answered, decoys, hits } = request.query;
      const leak = { sold: sold / 100, contacted: contacted / 100, answered: answered / 100 };
      const plan = await fromUseCase(desk.chance(principalOf(request), leak, decoys, hits));
      const { chance, chanceOfEach, neededFor80, neededFor95 } = plan;
      return { chance, chanceOfEach, neededFor80, neededFor95 };
    },
  );

  app.post(
    '/leaks/decoys',
    {
      schema: {
        operationId: 'plantDecoys',
        summary: 'Plant decoys in a channel, as far as numbers are free',
        tags: ['supervision'],
        body: plantBody,
        response: {
          200: { description: 'Those that were planted', ...plantedSchema },
          ...problemResponses('role-forbidden', ...writeProblems),
        },
      },
    },
    async (request) => {
      const { count, ...to } = request.body;
      const planting = desk.plant(principalOf(request), to, count).then(
        (decoys) => ({ decoys: decoys.map(decoyJson), fault: null }),
        (error: unknown) => {
          if (!(error instanceof DecoyRequestError)) throw error;
          return { decoys: [], fault: error.slug };
        },
      );
      return fromUseCase(planting);
    },
  );

  app.post(
    '/leaks/decoys/:id/retire',
    {
      schema: {
        operationId: 'retireDecoy',
        summary: 'Retire a decoy: its number is free again, its orders stay',
        tags: ['supervision'],
        params: idParams,
        response: { 200: answers, ...problemResponses('not-found', 'role-forbidden', ...writeProblems) },
      },
    },
    async (request) => {
      const principal = principalOf(request);
      await fromUseCase(desk.retire(principal, idOf(request.params.id)).catch(notFound));
      return viewJson(await fromUseCase(desk.show(principal)));
    },
  );

  const judged = [
    {
      path: 'decoy-hits',
      operationId: 'judgeDecoyHit',
      was: 'a call to a decoy was, as a person heard it',
      as: 'judge',
    },
    {
      path: 'decoy-mails',
      operationId: 'judgeDecoyMail',
      was: 'a mail to a decoy was, as a person read it',
      as: 'judgeMail',
    },
    {
      path: 'decoy-sms',
      operationId: 'judgeDecoySms',
      was: 'an SMS to a decoy was, as a person read it',
      as: 'judgeSms',
    },
  ] as const;
  for (const { path, operationId, was, as } of judged) {
    app.post(
      `/leaks/${path}/:id`,
      {
        schema: {
          operationId,
          summary: `Say what ${was}`,
          tags: ['supervision'],
          params: idParams,
          body: judgeBody,
          response: { 200: answers, ...problemResponses('not-found', 'role-forbidden', ...writeProblems) },
        },
      },
      async (request) => {
        const principal = principalOf(request);
        await fromUseCase(desk[as](principal, idOf(request.params.id), request.body.class).catch(notFound));
        return viewJson(await fromUseCase(desk.show(principal)));
      },
    );
  }
}

const idParams = Type.Object({ id: Type.String({ description: 'a number of the list', examples: ['7'] }) });

function idOf(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new Problem('not-found');
  return Number(text);
}

function notFound(error: unknown): never {
  throw error instanceof DecoyRequestError ? new Problem('not-found') : error;
}

function viewJson({ acceptance, numbers, decoys, hits, mailboxes, mails, sms, standing }: DecoyView) {
  const { channels, first, runnerUp, lead, controls } = standing;
  return {
    noticeAcceptedAt: isoTimeOrNull(acceptance?.at ?? null),
    freeLines: numbers.filter(({ purpose, planted }) => purpose === 'decoy' && planted === null).length,
    controlLines: numbers.filter(({ purpose }) => purpose === 'control').length,
    freeMailboxes: mailboxes.filter(({ purpose, planted }) => purpose === 'decoy' && planted === null).length,
    silentMailboxes: mailboxes.filter(({ heardAt }) => heardAt === null).map(({ label }) => label),
    decoys: decoys.map(decoyJson),
    hits: hits.map(hitJson),
    mails: mails.map(mailJson),
    smsLines: numbers.filter(({ smsSince }) => smsSince !== null).length,
    sms: sms.map(smsJson),
    standing: {
      channels: channels.map(({ kind, key, decoys: count, weeks, strength, ...of }) => ({
        ...{ kind, key, decoys: count, weeks: Math.round(weeks * 10) / 10, strength },
        ...{ hits: of.hits, mailboxes: of.mailboxes, mails: of.mails, sms: of.sms },
      })),
      ...{ first, runnerUp, isMeasured: controls.call.isMeasured },
      controls: {
        ...{ numbers: controls.call.count, hits: controls.call.hits },
        ...{ mailboxes: controls.mail.count, mails: controls.mail.hits },
        sms: controls.sms.hits,
      },
      lead: lead === null ? null : Math.round(Math.min(lead, 1e9)),
    },
  };
}

export function decoyJson(decoy: Decoy) {
  const { id, kind, key, name, numberLabel, mailboxLabel, orderNumbers, address, plantedBy } = decoy;
  return {
    ...{ kind, key, id, name, line: numberLabel, mailbox: mailboxLabel, orders: [...orderNumbers], address },
    ...{ plantedAt: isoTime(decoy.plantedAt), plantedBy, retiredAt: isoTimeOrNull(decoy.retiredAt) },
  };
}

export function hitJson(hit: DecoyHit) {
  const { id, numberLabel, purpose, decoy, ringSeconds, openSeconds, spokenSeconds, digits } = hit;
  return {
    ...{ id, line: numberLabel, purpose, decoy, at: isoTime(hit.at), class: hit.class },
    ...{
      ringSeconds,
      openSeconds,
      spokenSeconds,
      digits,
      otherLines: hit.otherLines,
      judgedBy: hit.judgedBy,
    },
  };
}

export function mailJson({ id, mailboxLabel, purpose, decoy, at, class: hitClass, judgedBy }: DecoyMail) {
  return { id, mailbox: mailboxLabel, purpose, decoy, at: isoTime(at), class: hitClass, judgedBy };
}

export function smsJson({ id, numberLabel, purpose, decoy, at, class: hitClass, judgedBy }: DecoySms) {
  return { id, line: numberLabel, purpose, decoy, at: isoTime(at), class: hitClass, judgedBy };
}
