/** Keeps an IPv4 address, and the first 48 bits of an IPv6 address. @param address without a port */
export function networkOf(address: string): string {
  const ipv4 = /^(?:::ffff:)?([\d.]+)$/i.exec(address)?.[1]
  if (ipv4) return ipv4
  const [head, tail] = address.split('::') as [string, string?]
  const headGroups = groupsOf(head)
  const tailGroups = groupsOf(tail ?? '')
  const zeroCount = tail === undefined ? 0 : Math.max(0, 8 - headGroups.length - tailGroups.length)
  return [...headGroups, ...Array<number>(zeroCount).fill(0), ...tailGroups]
    .slice(0, 3)
    .map((group) => group.toString(16))
    .join(':')
}

function groupsOf(text: string): number[] {
  return text.split(':').flatMap((group) => (group === '' ? [] : Number.parseInt(group, 16)))
}
