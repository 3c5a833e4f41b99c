/** Election names have no capital, so no election's stack can be named like another's `-Data` stack. */
export function stackNamesOf(election: { name: string }) {
  const main = `${election.name.charAt(0).toUpperCase()}${election.name.slice(1)}`
  return {
    main,
    kept: `${main}-Data`,
    /** @param region the service's, not the edge stack's */
    edge: (region: string) => `${main}-Edge-${region}`,
  }
}
