export interface PhoneFormat {
  place: string
  national: string
  international: string
}

// Source of the national formats: the numbering plan of Arcep, the French regulator.
const formats: (PhoneFormat & { territories: string[] })[] = [
  {
    territories: ['FR'],
    place: 'France métropolitaine',
    national: '06… ou 07…',
    international: '+33 6… ou +33 7…',
  },
  {
    territories: ['GP', 'BL', 'MF'],
    place: 'Guadeloupe, Saint-Barthélemy, Saint-Martin',
    national: '0690…, 0691… ou 07090…',
    international: '+590 690…',
  },
  {
    territories: ['MQ'],
    place: 'Martinique',
    national: '0696…, 0697… ou 07091…',
    international: '+596 696…',
  },
  { territories: ['GF'], place: 'Guyane', national: '0694… ou 07093…', international: '+594 694…' },
  {
    territories: ['RE'],
    place: 'La Réunion',
    national: '0692…, 0693… ou 07092…',
    international: '+262 692…',
  },
  {
    territories: ['YT'],
    place: 'Mayotte',
    national: '0639… ou 07093…',
    international: '+262 639…',
  },
  { territories: ['NC'], place: 'Nouvelle-Calédonie', national: '', international: '+687…' },
  { territories: ['PF'], place: 'Polynésie française', national: '', international: '+689…' },
  { territories: ['WF'], place: 'Wallis-et-Futuna', national: '', international: '+681…' },
  { territories: ['PM'], place: 'Saint-Pierre-et-Miquelon', national: '', international: '+508…' },
]

export function phoneFormatsOf(territories: readonly string[]): PhoneFormat[] {
  return formats.filter((format) => format.territories.some((code) => territories.includes(code)))
}

/** Returns « 06 12 34 56 78 » or « +262 692 12 34 56 ». Only trims a number of unknown form. */
export function spacedPhone(typedPhone: string): string {
  const compactPhone = typedPhone
    .replace(/\(0\)/, '')
    .replace(/[\s().-]/g, '')
    .replace(/^00/, '+')
  const [, prefix, rest] =
    /^()(0\d{9})$/.exec(compactPhone) ??
    /^(\+33)0?(\d{9})$/.exec(compactPhone) ??
    /^(\+(?:262|59[046]))0?(\d{9})$/.exec(compactPhone) ??
    /^(\+(?:508|68[179]))(\d{6}|\d{8})$/.exec(compactPhone) ??
    []
  if (rest === undefined) return typedPhone.trim()
  const pairs = rest.replace(/\B(?=(?:\d\d)+$)/g, ' ')
  const groupedDigits = prefix && prefix !== '+33' ? pairs.replace(/^(\d) /, '$1') : pairs
  return `${prefix} ${groupedDigits}`.trim()
}
