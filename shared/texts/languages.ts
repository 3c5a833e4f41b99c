import { englishLabels } from './english/labels.ts'
import { easyLabels, frenchLabels, type PageLabels } from './help-labels.ts'

export type PageVersion = 'french' | 'easyFrench' | 'english'

export const pageLabels: Record<PageVersion, PageLabels> = {
  french: frenchLabels,
  easyFrench: easyLabels,
  english: englishLabels,
}

/** In BCP 47, the variant `simple` is a simplified form of a language. */
export const versionNames: { version: PageVersion; name: string; hreflang: string }[] = [
  { version: 'french', name: 'Français', hreflang: 'fr' },
  { version: 'easyFrench', name: 'Facile à lire', hreflang: 'fr-simple' },
  { version: 'english', name: 'English', hreflang: 'en' },
]
