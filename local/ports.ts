export const defaultPort = 8080

export const portsOf = (sitePort: number) => ({
  site: sitePort,
  handset: sitePort + 1,
  mailbox: sitePort + 2,
  staff: sitePort + 3,
  provider: sitePort + 4,
})
