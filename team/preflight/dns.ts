import type { Resolver } from 'node:dns/promises'
import { nameOf } from './finding.ts'

export type Dns = Pick<Resolver, 'resolveTxt' | 'resolveNs'>

/** Returns an empty list if there is no record. @throws if a server fails or does not answer */
export async function recordsOf<One>(question: Promise<One[]>): Promise<One[]> {
  try {
    return await question
  } catch (error) {
    if (['ENOTFOUND', 'ENODATA'].includes(nameOf(error))) return []
    throw error
  }
}
