import type { Resolver } from 'node:dns/promises'
import { nameOf } from './ask.ts'

/** What is asked of the DNS; each question is given up in time. */
export type Dns = Pick<
  Resolver,
  'resolveTxt' | 'resolveCname' | 'resolveMx' | 'resolveNs' | 'resolveCaa'
>

/** No record is an answer; a server that fails, or is silent, is none. */
export async function recordsOf<One>(question: Promise<One[]>): Promise<One[]> {
  try {
    return await question
  } catch (error) {
    if (['ENOTFOUND', 'ENODATA'].includes(nameOf(error))) return []
    throw error
  }
}

/** Each as one text: what is longer than 255 bytes comes in pieces. */
export async function textsOf(dns: Dns, name: string): Promise<string[]> {
  const records = await recordsOf(dns.resolveTxt(name))
  return records.map((pieces) => pieces.join(''))
}

/** A name and those above it, but the last: no policy stands at `fr`. */
export function namesUpFrom(name: string): string[] {
  const labels = name.split('.')
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))
}
