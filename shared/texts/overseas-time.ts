import { nearMoment } from './moments.ts'

const placeNames: Record<string, string> = {
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

/** « 3 h 11 à Nouméa »; undefined if both clocks agree or `localZone` is unknown. */
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
    // A browser without a known zone may report `Etc/Unknown`, which `Intl` rejects.
    return undefined
  }
  if (localText === nearMoment(instant, timeZone, now)) return undefined
  return `${localText.replace(/^(à|le)\s/, '')} ${placeNames[localZone] ?? 'chez vous'}`
}
