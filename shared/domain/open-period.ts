/** A window holds its first instant and not its last. */
export function isOpen(opensAt: Date, closesAt: Date, now: Date): boolean {
  return now >= opensAt && now < closesAt
}
