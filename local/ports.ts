export const defaultPort = 8080

/** What a run listens on for people, by the port of the voters' site. The staff's two are taken only with a site for them. */
export const portsOf = (site: number) => ({
  site,
  handset: site + 1,
  mailbox: site + 2,
  staff: site + 3,
  provider: site + 4,
})

export const siteOfHandset = (port: number) => port - 1

export const siteOfMailbox = (port: number) => port - 2
