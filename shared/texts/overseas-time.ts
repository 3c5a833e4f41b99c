import { nearMoment } from './moments.ts'

const placePhrases: Record<string, string> = {
  'America/Cayenne': 'en Guyane',
  'America/Guadeloupe': 'en Guadeloupe',
  'America/Martinique': 'en Martinique',
  'America/Miquelon': 'à Saint-Pierre',
  'Indian/Mayotte': 'à Mayotte',
  'Indian/Reunion': 'à La Réunion',
  'Pacific/Noumea': 'à Nouméa',
  'Pacific/Tahiti': 'à Tahiti',
  'Pacific/Wallis': 'à Wallis',
}

/** Returns « 3 h 11 à Nouméa »; undefined if both zones show the same time, or `instant` or `localZone` is not valid. */
export function localTimeText(
  instant: string,
  timeZone: string,
  localZone: string,
  now: Date,
): string | undefined {
  let localText: string
  try {
    localText = nearMoment(instant, localZone, now)
  } catch {
    // `instant` may be empty, and a browser may report `Etc/Unknown`, which `Intl` rejects.
    return undefined
  }
  if (localText === nearMoment(instant, timeZone, now)) return undefined
  return `${localText.replace(/^(à|le)\s/, '')} ${placePhrases[localZone] ?? 'chez vous'}`
}
