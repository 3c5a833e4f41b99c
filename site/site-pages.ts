export const pages = [
  { path: '/', template: 'sign-in', stylesheet: 'form' },
  { path: '/espace/', template: 'space', homePath: '/espace/', stylesheet: 'status' },
  { path: '/espace/sessions/', template: 'sessions', homePath: '/espace/' },
  { path: '/vote/', template: 'booth', homePath: '/espace/', stylesheet: 'form' },
  { path: '/identifiant/', template: 'reissue', homePath: '/espace/', stylesheet: 'form' },
  { path: '/annuler/', template: 'cancel', stylesheet: 'form' },
  { path: '/deconnecter/', template: 'end-sessions', stylesheet: 'form' },
  { path: '/mot-de-passe/', template: 'password', stylesheet: 'form' },
  { path: '/aide/', template: 'help', stylesheet: 'help' },
  { path: '/aide/facile/', template: 'help-easy', script: 'help', stylesheet: 'help' },
  { path: '/en/help/', template: 'help-english', script: 'help', stylesheet: 'help' },
  { path: '/tutoriel/', template: 'tutorial', script: 'signed-in-links', stylesheet: 'help' },
  {
    path: '/tutoriel/facile/',
    template: 'tutorial-easy',
    script: 'signed-in-links',
    stylesheet: 'help',
  },
  {
    path: '/en/tutorial/',
    template: 'tutorial-english',
    script: 'signed-in-links',
    stylesheet: 'help',
  },
  { path: '/accessibilite/', template: 'accessibility', script: 'signed-in-links' },
  { path: '/donnees-personnelles/', template: 'personal-data', script: 'signed-in-links' },
  { path: '/mentions-legales/', template: 'legal', script: 'signed-in-links' },
  { path: '/etat-du-service/', template: 'service-status', stylesheet: 'service' },
  { path: '/maintenance.html', template: 'maintenance', script: 'signed-in-links' },
  { path: '/404.html', template: 'not-found', script: 'signed-in-links' },
] as const

export const assistancePages = [
  { path: '/espace/assistance/', template: 'file-code', homePath: '/espace/', stylesheet: 'form' },
  // Printed notices and e-mails contain this path.
  { path: '/notice/', template: 'notice-end', homePath: '/espace/' },
] as const

export const phonePages = [
  {
    path: '/telephone/',
    template: 'phone/register',
    script: 'phone',
    homePath: '/espace/',
    stylesheet: 'form',
  },
  // SMS contain this short path.
  { path: '/tel/', template: 'phone/undo', script: 'end-sessions', stylesheet: 'form' },
] as const

export const staffPages = [
  { path: '/', template: 'staff/sign-in', stylesheet: 'form' },
  // The identity provider knows this path as the redirect URI.
  { path: '/connexion/', template: 'staff/return' },
  { path: '/accueil/', template: 'staff/home', homePath: '/accueil/', stylesheet: 'staff' },
  {
    path: '/controle/',
    template: 'staff/control',
    script: 'staff/watch',
    homePath: '/accueil/',
    stylesheet: 'watch',
  },
  {
    path: '/journee/',
    template: 'staff/day',
    script: 'staff/watch',
    homePath: '/accueil/',
    stylesheet: 'watch',
  },
  { path: '/maintenance.html', template: 'staff/maintenance', script: '' },
  { path: '/404.html', template: 'staff/not-found', script: '' },
] as const

export const optionalScripts: readonly string[] = ['signed-in-links', 'help']

export type PageName = (typeof pages)[number]['template']

export type StaffPageName = (typeof staffPages)[number]['template']

export type AssistancePageName = (typeof assistancePages | typeof phonePages)[number]['template']

export interface Page {
  path: string
  template: PageName | AssistancePageName | StaffPageName
  script?: string
  homePath?: string
  stylesheet?: string
}

export const scriptNameOf = ({ template, script = template }: Page): string => script
