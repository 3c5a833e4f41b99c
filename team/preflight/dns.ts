import type { Resolver } from 'node:dns/promises'
import { nameOf } from './finding.ts'

/** What is asked of the DNS; each question is given up in time. */
export type Dns = Pick<Resolver, 'resolveTxt' | 'resolveNs'>

/** No record is an answer; a server that fails, or is silent, is none. */
export async function recordsOf<One>(question: Promise<One[]>): Promise<One[]> {
  try {
    return await question
  } catch (error) {
    if (['ENOTFOUND', 'ENODATA'].includes(nameOf(error))) return []
    throw error
  }
}
