interface BackOffRule {
  base: number
  cap: number
  minShare?: number
}

export function backOffWait(
  { base, cap, minShare = 0 }: BackOffRule,
  tries: number,
  random = Math.random(),
): number {
  const upperBound = Math.min(cap, base * 2 ** (tries - 1))
  return upperBound * (minShare + (1 - minShare) * random)
}

const messageBackOff = { base: 5, cap: 600, minShare: 0.5 }

export function backOffSeconds(receiveCount: number, random = Math.random()): number {
  return Math.round(backOffWait(messageBackOff, receiveCount, random))
}
