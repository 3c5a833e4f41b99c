import { englishLabels } from './english/labels.ts'
import { easyLabels, frenchLabels, type Labels } from './help-labels.ts'

// The help and the tutorial come in three versions: French, French that is easy to read (FALC), and English.

export type Version = 'french' | 'easy' | 'english'

export const labelsOf: Record<Version, Labels> = {
  french: frenchLabels,
  easy: easyLabels,
  english: englishLabels,
}

/** How a link to a version is called, in its own language. `fr-simple`: simplified, in the registry of BCP 47. */
export const versionNames: { version: Version; name: string; hreflang: string }[] = [
  { version: 'french', name: 'Français', hreflang: 'fr' },
  { version: 'easy', name: 'Facile à lire', hreflang: 'fr-simple' },
  { version: 'english', name: 'English', hreflang: 'en' },
]
