/** A canonical NUMEN: 13 characters, upper case, no spaces. Confidential. */
export type Numen = string & { readonly brand: 'Numen' }

/** Shape only: académie codes and letters are open lists. */
const shape = /^\d{2}[A-Z]\d{7}[A-Z]{3}$/

/** Reads a NUMEN as people type it: any case, spaces or hyphens between the parts. */
export function readNumen(typed: string): Numen | undefined {
  const canonical = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\p{Cf}\u2212]/gu, '')
  return shape.test(canonical) ? (canonical as Numen) : undefined
}
