/** Characters that a page and its QR code show well. */
const maxLength = 120

/** True for CloudFront's own name, which is lost with the deployment. */
export const isNameOfAws = (siteUrl: string) =>
  new URL(siteUrl).hostname.endsWith('.cloudfront.net')

export const isAddressOf = (domain: string, siteUrl: string) =>
  siteUrl === `https://${domain}` || new URL(siteUrl).hostname === 'localhost'

/** @returns the address to print; undefined unless it is https, or on this machine */
export function siteAddress(input: string): string | undefined {
  if (!URL.canParse(input) || input.length > maxLength) return undefined
  const { protocol, hostname, username, password, search, hash, origin, pathname } = new URL(input)
  const isLocal = protocol === 'http:' && hostname === 'localhost'
  if (protocol !== 'https:' && !isLocal) return undefined
  // One address for all: nothing in it may identify a voter.
  if (username || password || search || hash) return undefined
  return `${origin}${pathname}`.replace(/\/$/, '')
}
