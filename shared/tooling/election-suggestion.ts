import { charactersOutsideGsm7 } from '../domain/sms/gsm7.ts'
import { editDistance } from './edit-distance.ts'

/** What was probably meant by a value that is not accepted, if that can be guessed. It may be wrong too. */
export function suggestionFor(field: string, value: unknown): unknown {
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  if (field.startsWith('dates.')) return dateFrom(text)
  if (/^\d+$/.test(text) && field !== 'senderId') return Number(text)
  if (field === 'timeZone') return zoneFrom(text)
  if (/region$/i.test(field)) return regionFrom(text)
  if (field === 'senderId')
    return text
      .normalize('NFD')
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, 11)
  if (/^(true|vrai|oui)$/i.test(text)) return true
  if (/^(false|faux|non)$/i.test(text)) return false
  if (/\.domain$|hostedZone\.name$/.test(field)) return domainFrom(text)
  if (field === 'territories[]') return text.toUpperCase()
  if (field === 'site.brandColour') return colourFrom(text)
  if (field === 'ballots[].id') return idFrom(text)
  return undefined
}

/** The nearest of `names`, unless none is near. */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  const [nearest] = names
    .map((name) => ({
      name,
      distance: editDistance(typed.slice(0, 40).toLowerCase(), name.toLowerCase()),
    }))
    .filter(({ name, distance }) => distance <= mostDistance(name))
    .sort((one, other) => one.distance - other.distance)
  return nearest?.name
}

/** The same text in letters that an SMS can carry. */
export function inGsm7(text: string): string {
  return [
    ...text
      .replace(/[’‘]/g, "'")
      .replace(/[«»“”]/g, '"')
      .replace(/œ/g, 'oe')
      .replace(/Œ/g, 'OE'),
  ]
    .map((character) =>
      charactersOutsideGsm7(character).length === 0
        ? character
        : character.normalize('NFKD').replace(/[^\x20-\x7e]/g, ''),
    )
    .join('')
}

const two = (digits: string | undefined) => (digits ?? '00').padStart(2, '0')

// 29/11/2026 10:00, 29-11-2026 à 10h30, 2026-11-29 10:00, 2026-11-29T10:00:00+01:00. No hour is guessed.
function dateFrom(text: string): string | undefined {
  const iso = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T\sà]+(\d{1,2})\s*[:h]\s*(\d{2})?/.exec(text)
  if (iso) {
    const [, year, month, day, hour, minute] = iso
    return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`
  }
  const french = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})[T\sà]+(\d{1,2})\s*[:h]\s*(\d{2})?/.exec(text)
  if (!french) return undefined
  const [, day, month, year, hour, minute] = french
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`
}

function zoneFrom(text: string): string | undefined {
  const city = text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, '_').toLowerCase()
  const zones = Intl.supportedValuesOf('timeZone')
  return zones.find((zone) => {
    const name = zone.toLowerCase()
    return name === city || name.endsWith(`/${city}`)
  })
}

function regionFrom(text: string): string {
  if (/^paris$/i.test(text)) return 'eu-west-3'
  return text
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
    .replace(/-?(\d)$/, '-$1')
}

function colourFrom(text: string): string | undefined {
  const digits = text.replace(/^#/, '').toLowerCase()
  if (/^[0-9a-f]{6}$/.test(digits)) return `#${digits}`
  return /^[0-9a-f]{3}$/.test(digits) ? `#${digits.replace(/./g, '$&$&')}` : undefined
}

function domainFrom(text: string): string {
  return text
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/[/?#:].*$|\.$/, '')
}

function idFrom(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '')
}

const mostDistance = ({ length }: string) =>
  Math.min(Math.max(2, Math.floor(length / 4)), Math.floor(length / 2))
