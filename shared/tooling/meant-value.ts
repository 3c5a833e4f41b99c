import { territoryNamed } from '../texts/territory-name.ts'

export const frenchTerritories = 'FR GP MQ RE GF NC PF YT PM WF BL MF'.split(' ')

const months = Array.from({ length: 12 }, (_, month) =>
  new Intl.DateTimeFormat('fr', { month: 'long', timeZone: 'UTC' }).format(Date.UTC(2026, month)),
)

/** Reads French prose such as « oui » or « 17 octobre 2026 à 8 h » by the type of `example`, unless ambiguous. */
export function valueFromProse(input: unknown, example: unknown): unknown {
  if (typeof input !== 'string') return undefined
  const text = input.trim().toLowerCase()
  if (typeof example === 'number') return numberIn(text)
  if (typeof example === 'boolean') return { oui: true, vrai: true, non: false, faux: false }[text]
  if (typeof example !== 'string') return undefined
  if (/^\d{4}-\d\d-\d\dT/.test(example)) return momentIn(text)
  if (/^\d{4}-\d\d-\d\d$/.test(example)) return dayIn(text)
  return /^[A-Z]{2}$/.test(example) ? territoryNamed(frenchTerritories, text) : undefined
}

/** Rejects three digits after a comma or a point: they may be thousands. */
export function numberIn(text: string): number | undefined {
  if (!/^\d+([\s_'’]\d{3})*([.,]\d{1,2})?$/.test(text)) return undefined
  return Number(text.replace(/[\s_'’]/g, '').replace(',', '.'))
}

function dayIn(text: string): string | undefined {
  const [, day = '', month = '', year] =
    /^(\d{1,2})(?:er)?[ /.-](\p{L}+|\d{1,2})[ /.-](\d{4})(?!\d)/u.exec(text) ?? []
  const number = months.indexOf(month) + 1 || Number(month)
  const iso = [year, String(number).padStart(2, '0'), day.padStart(2, '0')].join('-')
  return new Date(`${iso}T00:00Z`).toJSON()?.startsWith(iso) ? iso : undefined
}

function momentIn(text: string): string | undefined {
  const [iso] = /^\d{4}-\d\d-\d\d(?!\d)/.exec(text) ?? [dayIn(text)]
  const [, hour, minute = '00'] = /\D([01]?\d|2[0-3])\s?[:h]\s?([0-5]\d)?$/.exec(text) ?? []
  return iso && hour ? `${iso}T${hour.padStart(2, '0')}:${minute}` : undefined
}
