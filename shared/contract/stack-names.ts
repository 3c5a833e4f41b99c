/** Election names have no capitals, so no election's main stack has the name of another's `-Data` stack. */
export function stackNamesOf(election: { name: string }) {
  const main = `${election.name.charAt(0).toUpperCase()}${election.name.slice(1)}`
  return {
    main,
    data: `${main}-Data`,
    /** @param region the service's, not the edge stack's */
    edge: (region: string) => `${main}-Edge-${region}`,
  }
}
