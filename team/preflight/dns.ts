import type { Resolver } from 'node:dns/promises'
import { errorName } from './finding.ts'

export type Dns = Pick<Resolver, 'resolveTxt' | 'resolveNs'>

export async function resolveRecords<Answer>(query: Promise<Answer[]>): Promise<Answer[]> {
  try {
    return await query
  } catch (error) {
    if (['ENOTFOUND', 'ENODATA'].includes(errorName(error))) return []
    throw error
  }
}
