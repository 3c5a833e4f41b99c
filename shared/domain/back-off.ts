interface BackOffRule {
  base: number
  cap: number
  floor?: number
}

export function backOffWait(
  { base, cap, floor = 0 }: BackOffRule,
  tries: number,
  random = Math.random(),
): number {
  const upperBound = Math.min(cap, base * 2 ** (tries - 1))
  return upperBound * (floor + (1 - floor) * random)
}

const messageBackOff = { base: 5, cap: 600, floor: 0.5 }

export function backOffSeconds(receiveCount: number, random = Math.random()): number {
  return Math.round(backOffWait(messageBackOff, receiveCount, random))
}
