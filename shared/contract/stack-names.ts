/**
 * The stacks of an election. What outlives its service is apart: its tables, its keys, its sender.
 * Names of elections have no capital, so no election can be named after another's data.
 */
export function stackNamesOf(election: { name: string }) {
  return stackNamesFrom(`${election.name.charAt(0).toUpperCase()}${election.name.slice(1)}`)
}

/** @param main of the stack of the service */
export function stackNamesFrom(main: string) {
  return {
    main,
    kept: `${main}-Data`,
    /** @param region of the service */
    edge: (region: string) => `${main}-Edge-${region}`,
  }
}
