export const defaultPort = 8080

/** Ports of a run, from that of the voter site; the last two only serve a run with staff. */
export const portsOf = (site: number) => ({
  site,
  handset: site + 1,
  mailbox: site + 2,
  staff: site + 3,
  provider: site + 4,
})
