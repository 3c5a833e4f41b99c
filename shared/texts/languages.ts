import { englishLabels } from './english/labels.ts'
import { easyLabels, frenchLabels, type Labels } from './help-labels.ts'

// The help and the tutorial have three versions: French, easy-to-read French (FALC), and English.

export type Version = 'french' | 'easy' | 'english'

export const labelsOf: Record<Version, Labels> = {
  french: frenchLabels,
  easy: easyLabels,
  english: englishLabels,
}

/** `fr-simple` is simplified French in the registry of BCP 47. */
export const versionNames: { version: Version; name: string; hreflang: string }[] = [
  { version: 'french', name: 'Français', hreflang: 'fr' },
  { version: 'easy', name: 'Facile à lire', hreflang: 'fr-simple' },
  { version: 'english', name: 'English', hreflang: 'en' },
]
