export const defaultPort = 8080

export const portsOf = (site: number) => ({
  site,
  handset: site + 1,
  mailbox: site + 2,
  staff: site + 3,
  provider: site + 4,
})
