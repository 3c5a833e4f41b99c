/** The one switch: `npm run test:full`, which the gate runs, plays in full what `npm test` plays in part. */
export const isFull = process.env.TEST_SIZE === 'full'

/** How much of a proof is played now. */
export function sized<Size>(part: Size, full: Size): Size {
  return isFull ? full : part
}

export const leftToFull = 'left to npm run test:full'

/**
 * At the start of a test that takes too long for `npm test`, beside others of what it is about. A file of such
 * tests alone is named `.full.test.ts`.
 */
export function inFull(skip: (condition: boolean, note: string) => void): void {
  skip(!isFull, leftToFull)
}
