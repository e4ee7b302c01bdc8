import { Type } from '@sinclair/typebox';
import type { ExtensionState } from '#calls/engine/extensions';

function known(description: string) {
  return Type.Union([Type.Boolean(), Type.Literal('unknown')], { description });
}

export const phoneSchema = Type.Object(
  {
    registered: known('the phone is there; unknown where AMI is not connected'),
    inUse: known('it rings, or somebody talks on it'),
  },
  { description: "A manager's phone as the PBX knows it" },
);

export function phoneJson({ registered, inUse }: ExtensionState) {
  return { registered, inUse };
}
