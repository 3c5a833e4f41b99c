import {
  type CountryCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import { countedTerritory, unknownTerritory } from './territory.ts'

/** E.164, such as `+33612345678`. */
export type Phone = string & { readonly brand: 'Phone' }

export type PhoneError = 'malformed' | 'not-mobile' | 'territory-not-allowed'

/** National forms are tried in this order: `0692…` is invalid in metropolitan France, but valid in Réunion. */
const domesticCountries: readonly CountryCode[] = ['FR', 'GP', 'MQ', 'GF', 'RE', 'YT']

export function readPhone(
  typedPhone: string,
  territories: readonly string[],
): { value: Phone } | { error: PhoneError } {
  const text = typedPhone.replace(/[\p{Cf}\s]/gu, '')
  if (/[^\p{Nd}+＋().\-/\p{Pd}\u2212]/u.test(text)) return { error: 'malformed' }
  const readings = readingsOf(text)
  const mobile = [...readings, ...overseasReadingsOf(text)].find(isMobile)
  if (!mobile) return { error: readings.length > 0 ? 'not-mobile' : 'malformed' }
  const allowedCodes = territories.map(countedTerritory)
  const isAllowed = mobile.getPossibleCountries().some((code) => allowedCodes.includes(code))
  return isAllowed ? { value: mobile.number as Phone & string } : { error: 'territory-not-allowed' }
}

function readingsOf(text: string): PhoneNumber[] {
  return domesticCountries
    .map((country) => parsePhoneNumberFromString(text, country))
    .filter((number): number is PhoneNumber => number?.isValid() === true && !number.ext)
}

/** Reads `+33 690…`, which does not exist in metropolitan France, as Guadeloupe's `0690…`. */
function overseasReadingsOf(text: string): PhoneNumber[] {
  const digits = text.normalize('NFKC').replace(/[^\d+]/g, '')
  return [...digits.matchAll(/^(?:\+|00)?330?([67]\d{8})$/g)].flatMap(([, national]) =>
    readingsOf(`0${national}`),
  )
}

// The library calls most numbers of Saint-Pierre-et-Miquelon FIXED_LINE_OR_MOBILE, and many satellite numbers MOBILE, but without a country.
function isMobile(number: PhoneNumber): boolean {
  const type = number.getType()
  return number.country !== undefined && (type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE')
}

/** The library returns GP for the mobile numbers of Saint-Barthélemy and Saint-Martin, like `countedTerritory`. */
export function territoryOf(phone: Phone): string {
  return parsePhoneNumberFromString(phone)?.country ?? unknownTerritory
}

export function maskPhone(phone: Phone): string {
  return `•• •• •• •• ${phone.slice(-2)}`
}

export function unsupportedTerritories(territories: readonly string[]): string[] {
  return territories.filter((territory) => !isSupportedCountry(territory))
}
