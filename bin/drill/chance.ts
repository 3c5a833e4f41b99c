export interface Chance {
  /** From 0 to 1, 1 excluded. */
  next(): number
  happens(share: number): boolean
  between(least: number, most: number): number
  oneOf<Item>(items: readonly Item[]): Item
}

/**
 * The same sequence for the same seed and name. Each kind of fault has one of its own, so that one more
 * fault of a kind does not change what becomes of the others.
 */
export function startChance(seed: number, name: string): Chance {
  let state = fingerprint(`${seed} ${name}`)
  // https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  return {
    next,
    happens: (share) => next() < share,
    between: (least, most) => least + next() * (most - least),
    oneOf: <Item>(items: readonly Item[]) => items[Math.floor(next() * items.length)] as Item,
  }
}

// FNV-1a.
function fingerprint(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193)
  return hash
}
