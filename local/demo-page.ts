import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { timeOfDay, zoneName } from '../shared/texts/moments.ts'
import { portsOf } from './ports.ts'

export const demoTimeZone = 'Europe/Paris'

const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader(['.', 'sms', 'mail'].map((dir) => join(import.meta.dirname, dir))),
  { autoescape: true },
)

export function demoPage(
  page: 'handset' | 'mailbox',
  port: number,
  values: Record<string, unknown>,
): string {
  const { site, handset, mailbox } = portsOf(port - portsOf(0)[page])
  const url = (port: number) => `http://localhost:${port}/`
  return environment.render(`${page}.njk`, {
    ...values,
    page,
    urls: { site: url(site), handset: url(handset), mailbox: url(mailbox) },
    zone: zoneName(demoTimeZone),
  })
}

export const demoTimeOfDay = (at: Date | string) => timeOfDay(at, demoTimeZone)
