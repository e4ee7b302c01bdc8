import { Type } from '@sinclair/typebox';
import type { FastifyInstance } from 'fastify';
import type { DoctorRuns } from './doctor-runs';
import { severities } from './doctor-runs';
import { actorOf } from '#kernel/principal';
import type { AuditTrail } from '#audit/audit-trail';
import { principalOf } from '#http/principal-of';
import { isoTimeOrNull } from '#kernel/iso-time';
import { Problem } from '#http/problem';
import { commonProblems, isoTimeSchema, oneOf, orNull, problemResponses } from '#http/schemas';

const doctorSchema = Type.Object({
  available: Type.Boolean({ description: 'whether it can be run here' }),
  why: orNull(Type.String({ description: 'where it cannot: what is missing' })),
  running: Type.Boolean(),
  ranAt: orNull(isoTimeSchema),
  failed: Type.Boolean({ description: 'the last run came to no end; findings are of the one before' }),
  findings: Type.Array(
    Type.Object({
      slug: Type.String({ description: 'docs/doctor.md lists them' }),
      severity: oneOf(severities, 'high: numbers can get out, or Star7 cannot be trusted to work'),
      subject: Type.String(),
      what: Type.String(),
      why: Type.String(),
      mend: Type.Object({ where: Type.String(), line: Type.String() }),
    }),
    { description: 'the gravest first' },
  ),
});

/** The doctor's findings on the PBX, the database and the machine. */
export function doctorRoutes(app: FastifyInstance, doctor: DoctorRuns, trail: AuditTrail): void {
  function stateJson() {
    const state = doctor.state();
    return {
      available: state.available,
      why: state.why,
      running: state.running,
      ranAt: isoTimeOrNull(state.ranAt),
      failed: state.failed,
      findings: state.findings,
    };
  }

  app.get(
    '/doctor',
    {
      schema: {
        operationId: 'getDoctor',
        summary: 'Findings of the last run',
        tags: ['administration'],
        response: {
          200: { description: 'As they are now', ...doctorSchema },
          ...problemResponses('role-forbidden', ...commonProblems),
        },
      },
    },
    () => stateJson(),
  );

  app.post(
    '/doctor',
    {
      schema: {
        operationId: 'runDoctor',
        summary: 'Look at everything anew',
        description: 'It takes some seconds and changes nothing. One run at a time.',
        tags: ['administration'],
        response: {
          202: { description: 'It runs', ...doctorSchema },
          ...problemResponses('doctor-unavailable', 'role-forbidden', ...commonProblems),
        },
      },
    },
    async (request, reply) => {
      if (!doctor.start()) throw new Problem('doctor-unavailable');
      await trail.after({ actor: actorOf(principalOf(request)), action: 'doctor.run', subject: null });
      return reply.code(202).send(stateJson());
    },
  );
}
