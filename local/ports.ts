export const defaultPort = 8080

/** Returns a run's ports, counted up from the voter site's. Only a run with staff uses the last two. */
export const portsOf = (site: number) => ({
  site,
  handset: site + 1,
  mailbox: site + 2,
  staff: site + 3,
  provider: site + 4,
})
