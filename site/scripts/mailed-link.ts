import { recall, remember } from './tab-memory.ts'

export function holdsLink(hash: string): boolean {
  return hash !== '' && hash !== '#contenu'
}

/** The recalled text may be an outcome, which the page stores in place of a used link. */
export function keepOrRecallLink(key: string, hash: string): string {
  if (!holdsLink(hash)) return recall(key)
  remember(key, hash)
  return hash
}

export interface CancelLink {
  reissueId: string
  token: string
}

const linkPattern = /^#([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.([\w-]{43})$/i

export function readCancelLink(hash: string): CancelLink | undefined {
  const [, reissueId, token] = linkPattern.exec(hash) ?? []
  return reissueId && token ? { reissueId, token } : undefined
}
