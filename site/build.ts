import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { buildSync } from 'esbuild'
import { htmlEscape } from 'escape-goat'
import nunjucks from 'nunjucks'
import * as sass from 'sass'
import type { Election } from '../shared/domain/election/election.ts'
import { ElectionError } from '../shared/domain/election/parse-election.ts'
import { passwordFieldTexts } from '../shared/texts/account/password.ts'
import { calendarLinkText } from '../shared/texts/election/dates-file.ts'
import { englishDateAndTime, englishZoneName } from '../shared/texts/english/moments.ts'
import { pageLabels, versionNames } from '../shared/texts/languages.ts'
import { dateAndTime, dayText, easyFrenchTime, period, zoneName } from '../shared/texts/moments.ts'
import { count } from '../shared/texts/numbers.ts'
import { fieldTexts, shortYearText } from '../shared/texts/problems.ts'
import { isRehearsal, rehearsalTexts } from '../shared/texts/rehearsal.ts'
import { phoneFormatsOf } from '../shared/texts/sms/phone-formats.ts'
import {
  mapLinks,
  sampleSms,
  siteUrlOf,
  tutorialOf,
  weightText,
} from '../shared/texts/tutorial/tutorial.ts'
import { cachedBuild } from '../shared/tooling/build-cache.ts'
import { type Logo, readLogo } from '../shared/tooling/logo.ts'
import { colourProperties } from '../shared/tooling/page-palettes.ts'
import { commonPasswords } from './common-passwords.ts'
import { voteCalendar } from './dates-file.ts'
import { typesetPage } from './french-typography.ts'
import {
  assistancePages,
  optionalScripts,
  type Page,
  pages,
  phonePages,
  scriptNameOf,
  staffPages,
} from './site-pages.ts'
import { tutorialPdf } from './tutorial-pdf.ts'
import { readPictures } from './tutorial-pictures.ts'

const siteDirectory = import.meta.dirname
const govukDirectory = join(
  dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')),
  'dist',
)

/** File contents, keyed by path without a leading slash. */
type SiteFiles = Map<string, Buffer>

/** @throws ElectionError if the logo cannot be used */
export function buildSite(election: Election, logoDirectory = ''): SiteFiles {
  const allPages = [
    ...pages,
    ...(election.staff ? assistancePages : []),
    ...(election.knownPhones ? phonePages : []),
  ]
  return build(allPages, election, logoDirectory, (writeAsset) => ({
    ...tutorialGlobals(election, writeAsset),
    calendar: writeAsset('dates-du-vote', 'ics', voteCalendar(election)),
    calendarLinkText,
  }))
}

export function buildStaffSite(election: Election, logoDirectory = ''): SiteFiles {
  return build(staffPages, election, logoDirectory, () => ({ isStaffSite: true }))
}

export function buildSites(
  election: Election,
  logoDirectory: string,
): { voters: SiteFiles; staff: SiteFiles | undefined } {
  return {
    voters: buildSite(election, logoDirectory),
    staff: election.staff && buildStaffSite(election, logoDirectory),
  }
}

type WriteAsset = (name: string, extension: string, content: string | Buffer) => string

function build(
  sitePages: readonly Page[],
  election: Election,
  logoDirectory: string,
  createGlobals: (writeAsset: WriteAsset) => Record<string, unknown>,
): SiteFiles {
  const files: SiteFiles = new Map()
  const writeAsset: WriteAsset = (name, extension, content) => {
    const fingerprint = createHash('sha256').update(content).digest('hex').slice(0, 8)
    const path = `assets/${name}-${fingerprint}.${extension}`
    files.set(path, Buffer.from(content))
    return `/${path}`
  }

  const { brandColour } = election.site
  const commonStyles = isRehearsal(election) ? ['site', 'rehearsal'] : ['site']
  const compiledStyles = cachedBuild('styles', ['site/styles', 'site/build.ts'], '', compileStyles)
  const writeStylesheet = (name: string) => {
    const colourCss = name === 'site' ? colourProperties(brandColour) : ''
    return writeAsset(name, 'css', `${colourCss}${compiledStyles.get(name)}`)
  }
  const favicon = writeAsset('favicon', 'svg', faviconOf(brandColour))
  const scriptNames = [...new Set(sitePages.map(scriptNameOf).filter(Boolean))]
  const scripts = cachedBuild('scripts', ['site', 'shared'], scriptNames.join(), () =>
    bundleScripts(scriptNames, sitePages === staffPages),
  )
  const sourceLogo = logoOf(election, logoDirectory)
  const logo = sourceLogo && {
    ...sourceLogo,
    path: writeAsset('logo', sourceLogo.extension, sourceLogo.content),
  }

  const render = renderer(election, createGlobals(writeAsset))
  for (const sitePage of sitePages) {
    const { path, template, homePath, stylesheet } = sitePage
    const scriptName = scriptNameOf(sitePage)
    const page = {
      styles: [...commonStyles, ...(stylesheet ? [stylesheet] : [])].map(writeStylesheet),
      favicon,
      logo,
      script: scriptName && writeAsset(scriptName, 'js', String(scripts.get(scriptName))),
      awaitsScript: scriptName !== '' && !optionalScripts.includes(scriptName),
      homePath: homePath ?? '/',
      needsSignIn: homePath !== undefined,
      hasForm: stylesheet === 'form' || stylesheet === 'staff',
      path,
    }
    const file = path.endsWith('/') ? `${path}index.html` : path
    files.set(file.slice(1), Buffer.from(render(template, page)))
  }
  return files
}

function logoOf({ site }: Election, directory: string): Logo | undefined {
  if (!site.logo) return undefined
  const logo = readLogo(join(directory, site.logo))
  if (typeof logo === 'string') throw new ElectionError(`site.logo: ${site.logo} is ${logo}`)
  return logo
}

function compileStyles(): Map<string, Buffer> {
  return new Map(
    ['site', 'rehearsal', 'status', 'service', 'help', 'form', 'staff', 'watch'].map((name) => {
      const { css } = sass.compile(join(siteDirectory, `styles/${name}.scss`), {
        style: 'compressed',
      })
      return [name, Buffer.from(css)]
    }),
  )
}

function faviconOf(colour: string): string {
  return (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
    `<rect width="32" height="32" rx="6" fill="${colour}"/>` +
    '<path d="M8 17l6 6 11-13" fill="none" stroke="#fff" stroke-width="4"/></svg>\n'
  )
}

function bundleScripts(names: readonly string[], isStaffSite: boolean): Map<string, Buffer> {
  const { outputFiles } = buildSync({
    entryPoints: names.map((name) => ({
      in: join(siteDirectory, `scripts/${name}.ts`),
      out: name,
    })),
    outdir: 'unused',
    write: false,
    bundle: true,
    minify: true,
    charset: 'utf8',
    define: {
      COMMON_PASSWORDS: JSON.stringify(commonPasswords.join(' ')),
      IS_STAFF_SITE: String(isStaffSite),
    },
    // Firefox lacked parts of ES2018 until version 78.
    target: ['es2019', 'firefox63'],
    format: 'iife',
    // Runs only if the script before it threw no error: see styles/_loading.scss.
    footer: { js: "document.documentElement.classList.add('app-ready')" },
  })
  return new Map(
    names.map((name, index) => [name, Buffer.from(outputFiles[index]?.contents ?? [])]),
  )
}

function tutorialGlobals(election: Election, writeAsset: WriteAsset) {
  const tutorial = tutorialOf(election)
  const pictures = readPictures()
  const pdf = tutorialPdf(tutorial, election, pictures)
  return {
    tutorial,
    siteAddress: siteUrlOf(election),
    sampleSms: sampleSms(election).join('\n'),
    tutorialPdf: {
      path: writeAsset('tutoriel-electeur', 'pdf', pdf),
      weight: weightText(pdf.length),
    },
    pictures: Object.fromEntries(
      Object.entries(pictures).map(([name, { png, width, height }]) => {
        const path = writeAsset(`tutoriel-${name}`, 'png', png)
        return [name, { path, width, height }]
      }),
    ),
  }
}

const macroFiles = [
  ...'button checkboxes error-summary input notification-banner password-input skip-link'
    .split(' ')
    .map((component) => `govuk/components/${component}/macro.njk`),
  ...['macros.njk', 'stages.njk', 'captcha.njk', 'help-parts.njk', 'tutorial-parts.njk'],
]

interface MacroExporter {
  getExported(read: (error: unknown, macros: object) => void): void
}

function renderer(
  election: Election,
  siteGlobals: Record<string, unknown>,
): (template: Page['template'], page: object) => string {
  const environment = new nunjucks.Environment(
    new nunjucks.FileSystemLoader([join(siteDirectory, 'pages'), govukDirectory]),
    { autoescape: true, trimBlocks: true, lstripBlocks: true },
  )
  const { timeZone } = election
  const filters = {
    ...{ breakSentences, count, linked: renderLinks, day: dayText },
    dateAndTime: (date: Date) => dateAndTime(date, timeZone),
    easyFrenchDateAndTime: (date: Date) => easyFrenchTime(dateAndTime(date, timeZone)),
    englishDateAndTime: (date: Date) => englishDateAndTime(date, timeZone),
    until: (from: Date, to: Date) => period(from, to, timeZone),
  }
  for (const [name, filter] of Object.entries(filters)) environment.addFilter(name, filter)
  // Nunjucks macros do not see a page's variables.
  const globals = {
    ...{ ...siteGlobals, election, versionNames, pageLabels, passwordFieldTexts, fieldTexts },
    shortYearText,
    zone: zoneName(timeZone),
    englishZone: englishZoneName(timeZone),
    isRehearsal: isRehearsal(election),
    titlePrefix: isRehearsal(election) ? rehearsalTexts.prefix : '',
    titleInitial: election.title.charAt(0).toUpperCase(),
    phoneFormats: phoneFormatsOf(election.territories),
  }
  for (const [name, value] of Object.entries(globals)) environment.addGlobal(name, value)
  for (const file of macroFiles) {
    const template = environment.getTemplate(file) as nunjucks.Template & MacroExporter
    template.getExported((_, macros) => {
      for (const [name, macro] of Object.entries(macros)) environment.addGlobal(name, macro)
    })
  }
  return (template, page) =>
    typesetPage(removeUnusedMarkup(environment.render(`${template}.njk`, page)))
}

function breakSentences(html: string) {
  const lines = String(html).replace(/([.:?]) (?=\p{Lu})/gu, '$1<br />\n')
  return new nunjucks.runtime.SafeString(lines)
}

function renderLinks(text: string) {
  const html = mapLinks(
    htmlEscape(text),
    (label, href) => `<a class="govuk-link" href="${href}">${label}</a>`,
  )
  return new nunjucks.runtime.SafeString(html)
}

function removeUnusedMarkup(html: string): string {
  return html.replace(/\n\s*/g, '\n').replace(/ data-module="[^"]*"|(?<= data-[\w-]+)=""/g, '')
}
