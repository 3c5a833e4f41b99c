/** Election names have no capitals, so no election's main stack has the name of another's `-Data` stack. */
export function stackNamesOf(election: { name: string }) {
  const main = `${election.name.charAt(0).toUpperCase()}${election.name.slice(1)}`
  return {
    main,
    data: `${main}-Data`,
    /** @param region where the main stack is; the edge stack itself is in us-east-1 */
    edge: (region: string) => `${main}-Edge-${region}`,
  }
}
