// A page is `pages/<template>.njk`, written at `path`; its script is `scripts/<script>.ts`, and `styles/<look>.scss`
// what it looks like besides what all pages have.
export const pages = [
  { path: 'index.html', template: 'sign-in', script: 'sign-in', home: '/', look: 'form' },
  {
    path: 'espace/index.html',
    template: 'space',
    script: 'space',
    home: '/espace/',
    look: 'status',
  },
  {
    path: 'espace/sessions/index.html',
    template: 'sessions',
    script: 'sessions',
    home: '/espace/',
  },
  { path: 'vote/index.html', template: 'booth', script: 'booth', home: '/espace/', look: 'form' },
  {
    path: 'identifiant/index.html',
    template: 'reissue',
    script: 'reissue',
    home: '/espace/',
    look: 'form',
  },
  { path: 'annuler/index.html', template: 'cancel', script: 'cancel', home: '/', look: 'form' },
  {
    path: 'deconnecter/index.html',
    template: 'end-sessions',
    script: 'end-sessions',
    home: '/',
    look: 'form',
  },
  {
    path: 'mot-de-passe/index.html',
    template: 'password',
    script: 'password',
    home: '/',
    look: 'form',
  },
  { path: 'aide/index.html', template: 'help', script: 'help', home: '/', look: 'help' },
  {
    path: 'aide/facile/index.html',
    template: 'help-easy',
    script: 'help',
    home: '/',
    look: 'help',
  },
  { path: 'en/help/index.html', template: 'help-english', script: 'help', home: '/', look: 'help' },
  {
    path: 'tutoriel/index.html',
    template: 'tutorial',
    script: 'signed-in-links',
    home: '/',
    look: 'help',
  },
  {
    path: 'tutoriel/facile/index.html',
    template: 'tutorial-easy',
    script: 'signed-in-links',
    home: '/',
    look: 'help',
  },
  {
    path: 'en/tutorial/index.html',
    template: 'tutorial-english',
    script: 'signed-in-links',
    home: '/',
    look: 'help',
  },
  {
    path: 'accessibilite/index.html',
    template: 'accessibility',
    script: 'signed-in-links',
    home: '/',
  },
  {
    path: 'donnees-personnelles/index.html',
    template: 'personal-data',
    script: 'signed-in-links',
    home: '/',
  },
  { path: 'mentions-legales/index.html', template: 'legal', script: 'signed-in-links', home: '/' },
  {
    path: 'etat-du-service/index.html',
    template: 'handovers',
    script: 'handovers',
    home: '/',
    look: 'status',
  },
  { path: 'maintenance.html', template: 'maintenance', script: 'signed-in-links', home: '/' },
  { path: '404.html', template: 'not-found', script: 'signed-in-links', home: '/' },
] as const

/** The voters' own besides, if the election names staff. */
export const assistancePages = [
  {
    path: 'espace/assistance/index.html',
    template: 'file-code',
    script: 'file-code',
    home: '/espace/',
  },
  // Notices that are printed say so, and mails.
  { path: 'notice/index.html', template: 'notice', script: 'notice', home: '/espace/' },
] as const

/** The pages of the staff's site, which has an address of its own. */
export const staffPages = [
  { path: 'index.html', template: 'staff/sign-in', script: 'staff/sign-in', home: '/' },
  // Where the provider sends back to: election teams have told it so.
  { path: 'connexion/index.html', template: 'staff/return', script: 'staff/return', home: '/' },
  {
    path: 'accueil/index.html',
    template: 'staff/home',
    script: 'staff/home',
    home: '/accueil/',
    look: 'staff',
  },
  {
    path: 'controle/index.html',
    template: 'staff/control',
    script: 'staff/watch',
    home: '/accueil/',
    look: 'watch',
  },
  {
    path: 'journee/index.html',
    template: 'staff/day',
    script: 'staff/watch',
    home: '/accueil/',
    look: 'watch',
  },
  { path: 'maintenance.html', template: 'staff/maintenance', home: '/' },
  { path: '404.html', template: 'staff/not-found', home: '/' },
] as const

/** Of pages that are read without it. */
export const scriptsOfText: readonly string[] = ['signed-in-links', 'help']

/** By its template. */
export type PageName = (typeof pages)[number]['template']

/** Of the staff's site. */
export type StaffPageName = (typeof staffPages)[number]['template']

/** Of the voters' own, if the election names staff. */
export type AssistancePageName = (typeof assistancePages)[number]['template']

export interface Page {
  path: string
  template: PageName | AssistancePageName | StaffPageName
  /** Absent of pages that do nothing. */
  script?: string
  home: string
  look?: string
}
