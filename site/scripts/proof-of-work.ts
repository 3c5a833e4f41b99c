import type { ProblemDocument } from '../../shared/contract/problem-document.ts'
import { search } from './sha-256-search.ts'

type Challenge = NonNullable<ProblemDocument['proofOfWork']>

declare global {
  interface Window {
    /** Set by this script, which pages load only when a proof of work is asked for. */
    prove?: (challenge: Challenge) => Promise<(Challenge & { number: number }) | undefined>
  }
}

/** Between two of them the page answers the voter. */
const SLICE = 500

// One file, loaded by a page and then by the worker that the page starts.
if (typeof document === 'undefined') {
  self.onmessage = ({ data: { salt, hash, most } }: MessageEvent<Challenge>) =>
    self.postMessage(search(salt, hash, 0, most))
} else {
  const { src } = document.currentScript as HTMLScriptElement
  window.prove = async (challenge) => {
    const number = await inWorker(src, challenge).catch(() => inSlices(challenge))
    return number === undefined ? undefined : { ...challenge, number }
  }
}

function inWorker(source: string, challenge: Challenge): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(source)
    worker.onmessage = ({ data }) => {
      worker.terminate()
      resolve(data)
    }
    worker.onerror = reject
    worker.postMessage(challenge)
  })
}

/** Where there are no workers. */
async function inSlices({ salt, hash, most }: Challenge): Promise<number | undefined> {
  for (let from = 0; from <= most; from += SLICE) {
    const found = search(salt, hash, from, Math.min(most, from + SLICE - 1))
    if (found !== undefined) return found
    await new Promise((resolve) => setTimeout(resolve))
  }
  return undefined
}
