import { htmlUnescape } from 'escape-goat'
import { type builtSite, fileOf } from './built-site.ts'

const elsewhere = ['https://www.cnil.fr', 'https://formulaire.defenseurdesdroits.fr']

const secrets: Record<string, RegExp> = {
  '/': /^code=\d{12}$/,
  '/annuler/': /^[\w-]+\.[\w-]{43}$/,
  '/deconnecter/': /^[\w-]{22}\.[\w-]{43}$/,
  '/mot-de-passe/': /^[\w-]{22}\.[\w-]{43}$/,
}

type Address = string | null | undefined

export const linksIn = (html: string): Address[] =>
  Array.from(html.matchAll(/<a\s[^>]*>/g), ([tag]) => {
    const href = /\shref=(["'])(.*?)\1/.exec(tag)?.[2]
    return href && htmlUnescape(href)
  })

/** @param ids those of this page after its script ran */
export function deadLinks(
  links: readonly Address[],
  from: string,
  { files, read }: Pick<ReturnType<typeof builtSite>, 'files' | 'read'>,
  ids?: readonly string[],
): Address[] {
  const here = new URL(from, 'https://elections.example.org')
  const built = files()
  const hasPart = (path: string, part: string) =>
    ids && path === here.pathname
      ? ids.includes(part)
      : read(fileOf(path)).includes(` id="${part}"`)
  return links.filter((href) => {
    if (!href || !URL.canParse(href, here.href)) return true
    const { protocol, origin, pathname, hash } = new URL(href, here)
    if (protocol === 'tel:') return !/^\+?\d{4,15}$/.test(pathname)
    if (protocol === 'mailto:') return !/^[^@\s]+@[^@\s]+\.\w+$/.test(pathname)
    if (origin !== here.origin) return !elsewhere.includes(origin)
    const part = hash.slice(1)
    return !(
      built.includes(fileOf(pathname)) &&
      (part === '' || secrets[pathname]?.test(part) || hasPart(pathname, part))
    )
  })
}
