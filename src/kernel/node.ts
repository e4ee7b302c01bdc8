/*
 * Several Star7 may share one database, each with a PBX, a journal and a name of its own. What one of them has begun is
 * its own: no other ends it, or writes its record.
 */

/** The name of an installation that has one Star7 only, and of whatever releases without names have written. */
export const soleNode = 'main';

/** As STAR7_NODE must be. Part of channel ids and of rows, so it is short and plain. */
export const nodePattern = '^[a-z0-9](?:[a-z0-9-]{0,14}[a-z0-9])?$';

/**
 * What the ids of a node's channels and bridges end in, so that two nodes can tell theirs on one PBX. Nothing for
 * `main`: its ids are as they were before nodes had names.
 */
export function idSuffixOf(node: string): string {
  return node === soleNode ? '' : `.${node}`;
}
