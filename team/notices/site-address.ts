/** The longest that the page and its QR code show well. */
const longest = 120

/** Whether AWS gave the site its name: another one comes once the service is destroyed and deployed again. */
export function isNameOfAws(siteUrl: string): boolean {
  return new URL(siteUrl).hostname.endsWith('.cloudfront.net')
}

/** Whether an address is that of the election's own name, or this machine's. */
export function isAddressOf(domain: string, siteUrl: string): boolean {
  return siteUrl === `https://${domain}` || new URL(siteUrl).hostname === 'localhost'
}

/** @returns the address as it is printed; undefined unless it is https, or this machine's for a rehearsal */
export function siteAddress(typed: string): string | undefined {
  if (!URL.canParse(typed) || typed.length > longest) return undefined
  const { protocol, hostname, username, password, search, hash, origin, pathname } = new URL(typed)
  const isLocal = protocol === 'http:' && hostname === 'localhost'
  if (protocol !== 'https:' && !isLocal) return undefined
  // The same for every voter: nothing in it tells who came.
  if (username || password || search || hash) return undefined
  return `${origin}${pathname}`.replace(/\/$/, '')
}
