import { englishLabels } from './english/labels.ts'
import { easyLabels, frenchLabels, type Labels } from './help-labels.ts'

export type Version = 'french' | 'easy' | 'english'

export const labelsOf: Record<Version, Labels> = {
  french: frenchLabels,
  easy: easyLabels,
  english: englishLabels,
}

/** BCP 47 registers `simple` as the variant for a simplified language. */
export const versionNames: { version: Version; name: string; hreflang: string }[] = [
  { version: 'french', name: 'Français', hreflang: 'fr' },
  { version: 'easy', name: 'Facile à lire', hreflang: 'fr-simple' },
  { version: 'english', name: 'English', hreflang: 'en' },
]
