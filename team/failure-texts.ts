export const mismatchTexts = {
  otherRegion: (configuredRegion: string, region: string) =>
    `Votre terminal ou votre profil AWS désigne la région ${configuredRegion}, et le fichier de l'élection ${region} : donnez le bon fichier, ou écrivez « AWS_REGION=${region} » devant la commande. Rien n'a été changé.`,
  otherElection: (file: string) =>
    `${file} n'est pas le fichier de l'élection qui est déployée : son nom, ses dates, son fuseau horaire ou ses scrutins diffèrent. Donnez le bon fichier avec « --election », ou déployez d'abord celui-ci. Rien n'a été changé.`,
}

export const invalidPhoneText =
  "Ce numéro n'est pas celui d'un téléphone mobile auquel cette élection envoie des SMS."

const fileProblems: Record<string, string> = {
  ENOENT: "il n'existe pas, ni peut-être le dossier où il doit être",
  EEXIST: 'il existe déjà',
  ENOTDIR: "c'est un fichier, et il faut un dossier",
  EISDIR: "c'est un dossier, et il faut un fichier",
  EACCES: 'vos droits ne le permettent pas',
  EPERM: 'vos droits ne le permettent pas',
  EROFS: 'vos droits ne le permettent pas',
  ENOSPC: 'le disque est plein',
}

export const failureTexts = {
  fileFailure: (path: string, code: string) =>
    `${path} n'a pas pu être lu ou écrit (${code})${code in fileProblems ? ` : ${fileProblems[code]}` : ''}.`,
  missingRight: (name: string) =>
    `AWS a refusé (${name}) : il vous manque un droit. docs/roles.md dit quel rôle prendre, et comment.`,
  missingCredentials:
    'Vos identifiants AWS manquent ou ont expiré : reconnectez-vous, puis relancez.',
  throttling: (name: string) =>
    `AWS refuse autant d'appels à la fois (${name}) : relancez dans une minute.`,
  unexpectedError: (name: string) =>
    `La commande n'est pas allée jusqu'au bout (${name}) : ce qu'elle a fait reste fait. Relancez-la.`,
} as const

/** AWS services name a refusal differently, for example AccessDeniedException or UnauthorizedOperation. */
export const isRefusal = (name: string) =>
  /AccessDenied|Authoriz|Unauthorized|Forbidden/i.test(name)

/** Shows no more of AWS's message than the missing right, since the rest may contain a voter's data. */
export function failureText(name: string, message: string): string {
  const [, action] = /not authorized to perform: ([\w-]+:\w+)/.exec(message) ?? []
  if (action || isRefusal(name)) return failureTexts.missingRight(action ?? name)
  if (/Credentials|Token|UnrecognizedClient|Signature/.test(name))
    return failureTexts.missingCredentials
  if (/Throttl|TooManyRequests|ThroughputExceeded|RequestLimit|SlowDown/.test(name))
    return failureTexts.throttling(name)
  return failureTexts.unexpectedError(name)
}
