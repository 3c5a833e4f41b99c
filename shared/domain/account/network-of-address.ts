/**
 * What one client may hold: an IPv4 address, or the first 48 bits of an IPv6 one, which are what a site
 * is given, with 65,536 networks in it.
 * @param address as CloudFront writes it, without a port
 */
export function networkOf(address: string): string {
  const ipv4 = /^(?:::ffff:)?([\d.]+)$/i.exec(address)?.[1]
  if (ipv4) return ipv4
  const [left, ...after] = address.split('::').map(groupsOf) as [number[], ...number[][]]
  const right = after.flat()
  const upToRight = Array.from({ length: 8 - right.length }, (_, place) => left[place] ?? 0)
  return [...upToRight, ...right]
    .slice(0, 3)
    .map((group) => group.toString(16))
    .join(':')
}

function groupsOf(part: string): number[] {
  return part.split(':').flatMap((group) => (group === '' ? [] : Number.parseInt(group, 16)))
}
