import { count } from '../../shared/texts/numbers.ts'

export const noticesCommandTexts = {
  insecureUrl: (site: string) =>
    `--site : « ${site} » n'est pas une adresse en https. Exemple : --site https://vote.example.org`,
  otherDomain: (site: string, election: string, domain: string) =>
    `--site : ${site} n'est pas l'adresse que ${election} donne à cette élection (« site.domain ») : https://${domain}. Rien n'est imprimé.`,
  awsDomain: (site: string) =>
    `Attention : ${site} est un nom d'AWS. Si le service est détruit puis déployé à nouveau, il en reçoit un autre, et ces notices ne mènent plus nulle part. Donnez un nom à l'élection (« site.domain ») avant d'imprimer.`,
  printedNotices: (noticeCount: number, fileCount: number, folder: string) =>
    `${count(noticeCount, 'notice')} dans ${count(fileCount, 'fichier')} : ${folder}\nLe fichier sommaire.csv dit combien de notices contient chaque fichier. Après la remise, effacez ce dossier et notices.csv.`,
  nonEmptyFolder: (folder: string) =>
    `${folder} existe déjà et n'est pas vide : effacez-le, ou choisissez un autre dossier.`,
  unprintableTexts: (texts: readonly string[]) =>
    [
      "Le fichier de l'élection ne peut pas être imprimé : rien n'a été écrit.",
      ...texts.map((text) => `  ${text}`),
      'Remplacez ces caractères, puis relancez.',
    ].join('\n'),
  noVoter: "notices.csv ne contient aucun électeur : il n'y a rien à imprimer.",
  missingColumns: (columns: readonly string[]) =>
    `notices.csv : il manque la colonne ${columns.join(', ')}. Ce fichier est-il bien celui que « npm run roll -- import » a écrit ?`,
  invalidFile: (problems: readonly string[], total: number) =>
    [
      `notices.csv n'est pas en ordre : rien n'a été écrit.`,
      ...problems.map((problem) => `  ${problem}`),
      ...(total > problems.length ? [`  et ${count(total - problems.length, 'autre')}.`] : []),
      "Ne corrigez pas un identifiant à la main : reprenez le fichier d'origine, ou donnez d'autres notices avec « npm run roll -- renew ».",
    ].join('\n'),
  lineProblem: (line: number, problem: string) => `ligne ${line} : ${problem}`,
  damagedLine:
    "cette ligne est abîmée : ses colonnes, ses guillemets, ses accents, le nom, le format ou l'identifiant",
  namesake:
    "un autre électeur de cet établissement porte le même nom, et l'adresse e-mail qui les distinguerait manque ou ne s'imprime pas",
  unprintedNames: (lines: readonly string[]) =>
    [
      "La police des notices ne sait pas écrire ce qui suit. La notice de ces personnes est une page à part (.html), qu'un navigateur imprime. Sur la feuille d'émargement, cherchez leur adresse e-mail.",
      ...lines.slice(0, maxLines).map((line) => `  ${line}`),
      ...(lines.length > maxLines ? [`  et ${count(lines.length - maxLines, 'autre')}.`] : []),
    ].join('\n'),
  unprintedName: (line: number, email: string, character: string) =>
    `ligne ${line}, ${email} : ${characterName(character)}`,
  replacedSchool: (school: string, character: string) =>
    `établissement « ${school} » : ${characterName(character)} est remplacé par « \ufffd »`,
  repeatedIdentifier: (line: number) => `le même identifiant est déjà à la ligne ${line}`,
}

const maxLines = 100

export function characterName(character: string): string {
  const number = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
  return /[\p{C}\p{M}\p{Z}]/u.test(character) ? number : `« ${character} » (${number})`
}
