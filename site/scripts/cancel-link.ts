import { recall, remember } from './tab-memory.ts'

/** What the e-mail's link carries after `#`, where no server sees it. */
export interface CancelLink {
  reissueId: string
  token: string
}

/** How it ended. Nothing can be cancelled with the link any more. */
export type CancelOutcome = 'cancelled' | 'too-late' | 'unknown-link'

const KEY = 'cancel-link'
const form = /^#([\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})\.([\w-]{43})$/i

export function readCancelLink(hash: string): CancelLink | undefined {
  const [, reissueId, token] = form.exec(hash) ?? []
  return reissueId && token ? { reissueId, token } : undefined
}

/**
 * The link that the page was opened with, or how it ended. The tab remembers either, since the address does not keep
 * the link and a voter whose network failed will reload the page.
 */
export function openCancelLink(hash: string): CancelLink | CancelOutcome | undefined {
  // The skip link leaves its own fragment in the address.
  if (hash !== '' && hash !== '#contenu') {
    remember(KEY, readCancelLink(hash) ? hash : '')
    return readCancelLink(hash)
  }
  const kept = recall(KEY) ?? ''
  return isOutcome(kept) ? kept : readCancelLink(kept)
}

/** The link is forgotten: it is of no more use. */
export function keepOutcome(outcome: CancelOutcome): void {
  remember(KEY, outcome)
}

function isOutcome(kept: string): kept is CancelOutcome {
  return kept === 'cancelled' || kept === 'too-late' || kept === 'unknown-link'
}
