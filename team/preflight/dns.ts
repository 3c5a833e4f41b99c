import type { Resolver } from 'node:dns/promises'
import { nameOf } from './finding.ts'

export type Dns = Pick<Resolver, 'resolveTxt' | 'resolveNs'>

/** @throws when a server fails or is silent, but not when there is no record */
export async function recordsOf<One>(question: Promise<One[]>): Promise<One[]> {
  try {
    return await question
  } catch (error) {
    if (['ENOTFOUND', 'ENODATA'].includes(nameOf(error))) return []
    throw error
  }
}
