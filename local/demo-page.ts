import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { timeOfDay, zoneName } from '../shared/texts/moments.ts'
import { portsOf } from './ports.ts'

export const demoTimeZone = 'Europe/Paris'

const environment = new nunjucks.Environment(
  new nunjucks.FileSystemLoader(['.', 'sms', 'mail'].map((one) => join(import.meta.dirname, one))),
  { autoescape: true },
)

export function demoPage(
  place: 'handset' | 'mailbox',
  port: number,
  values: Record<string, unknown>,
): string {
  const { site, handset, mailbox } = portsOf(port - portsOf(0)[place])
  const url = (port: number) => `http://localhost:${port}/`
  return environment.render(`${place}.njk`, {
    ...values,
    place,
    places: { site: url(site), handset: url(handset), mailbox: url(mailbox) },
    zone: zoneName(demoTimeZone),
  })
}

export const demoClock = (at: Date | string) => timeOfDay(at, demoTimeZone)
