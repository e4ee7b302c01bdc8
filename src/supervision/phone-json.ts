import { Type } from '@sinclair/typebox';
import type { Phone } from './phones';
import { oneOf } from '#http/schemas';
import { deviceKinds } from '#people/model/reach';

function known(description: string) {
  return Type.Union([Type.Boolean(), Type.Literal('unknown')], { description });
}

export const phoneSchema = Type.Object(
  {
    registered: known('the phone is there; unknown where AMI is not connected'),
    inUse: known('it rings, or somebody talks on it'),
    devices: Type.Array(oneOf(deviceKinds, 'of the phone'), {
      description: 'the devices that ring now; none: the manager cannot be reached',
    }),
  },
  { description: "A manager's phone as the PBX knows it" },
);

export function phoneJson({ registered, inUse, devices }: Omit<Phone, 'extension'>) {
  return { registered, inUse, devices: [...devices] };
}
