import { htmlUnescape } from 'escape-goat'
import { describe, expect, it } from 'vitest'
import { identifierText } from '../../shared/domain/voter/identifier.ts'
import { deriveIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { keys, voterId } from '../builders/values.ts'
import { clocks, election } from './mail-cases.ts'
import { mails } from './mail-examples.ts'
import { plain } from './plain.ts'

function read(html: string): string[] {
  const [, body = ''] = html.split('<body')
  return htmlUnescape(
    body
      .replace(/^[^>]*>/, '')
      .replaceAll(/<!--.*?-->/g, '')
      .replaceAll(/<(br|\/p|\/td|\/h1)>/g, '\n')
      .replaceAll(/<[^>]*>/g, ''),
  )
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

const hrefs = (html: string) =>
  [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => htmlUnescape(href ?? ''))

describe.each(Object.entries(mails))(
  'the mail about %s',
  (_, { write, asks, moments = ['asked'], action, secondary }) => {
    const mail = write(election, {})
    const actions = [action, secondary].filter((one) => one !== undefined)

    it('has the same subject for everybody', () => {
      const other = write(election, { firstName: 'Bcc: x\nAli', maskedPhone: '•• •• •• •• 99' })
      expect(other.subject).toBe(mail.subject)
    })

    it('says the same in text and in HTML', () => {
      const [title, organiser, heading, ...lines] = read(mail.html)
      expect(heading).toBe(mail.subject)
      expect(plain(`${title}, ${organiser}`)).toBe(`${election.title}, ${election.organiser}`)
      expect(lines.filter((line) => !/^Le bouton ne marche pas/.test(line))).toEqual(
        mail.text.split('\n').filter((line) => line !== ''),
      )
    })

    it('greets the voter, and is signed by the organiser of the election', () => {
      expect(mail.text).toMatch(/^Bonjour Zoé,\n/)
      expect(plain(mail.text)).toContain(`\nCordialement,\n${election.organiser}\n`)
      expect(mail.text).toContain(
        `\n${election.title} — message automatique, merci de ne pas y répondre.\n`,
      )
    })

    it('gives the helpdesk, and what it never asks for', () => {
      expect(plain(mail.text)).toContain(
        '+33 1 23 45 67 89 ou assistance@elections.example.org, du lundi au vendredi, de 8 h à 18 h.',
      )
      expect(hrefs(mail.html)).toContain('tel:+33123456789')
      expect(hrefs(mail.html)).toContain('mailto:assistance@elections.example.org')
      expect(plain(mail.text)).toContain("L'assistance ne vous demandera jamais votre mot de passe")
    })

    it('says what to do if it is not the voter, or not right', () => {
      const text = plain(mail.text)
      if (asks) expect(text).toContain(asks)
      else expect(text).toMatch(/Ce n'est pas vous\b[^?]*\?/)
    })

    it('has at most one action and one secondary one, each with its URL alone on a line', () => {
      const web = hrefs(mail.html).filter((href) => !/^(tel|mailto):/.test(href))
      expect(web).toEqual(actions.map(({ link }) => link))
      expect(mail.html.includes('class="press card"')).toBe(secondary !== undefined)
      for (const { label, link } of actions)
        expect(plain(mail.text)).toContain(`\n${label}\n${link}\n`)
      expect(mail.text.match(/https?:/g) ?? []).toHaveLength(web.length)
    })

    it('loads nothing from anywhere and runs nothing', () => {
      expect(mail.html).not.toMatch(/\bsrc=|url\(|@import|<(script|link|img|form|iframe)\b/i)
      const shown = actions.flatMap(({ link }) => [link, link])
      expect(mail.html.match(/https?:[^"<\s]*/g) ?? []).toEqual(shown)
    })

    it('forbids SES to track clicks, which would change its links', () => {
      const links = mail.html.match(/<a\b[^>]*href="https?:[^>]*>/g) ?? []
      expect(links.filter((link) => !link.includes(' ses:no-track '))).toEqual([])
      expect(links).toHaveLength(actions.length)
    })

    it('is a French page in UTF-8 with layout tables only', () => {
      expect(mail.html).toMatch(/^<!DOCTYPE html>\n<html lang="fr">/)
      expect(mail.html).toContain('<meta charset="utf-8">')
      expect(mail.html).toContain('<meta name="viewport" content="width=device-width')
      expect(mail.html).toContain(`<title>${mail.subject}</title>`)
      expect(mail.html.match(/<table(?! role="presentation")/g)).toBeNull()
    })

    it('shows markup in a name as text', () => {
      const { text, html } = write(election, { firstName: `<b>"&'` })
      expect(text).toMatch(/^Bonjour <b>"&',\n/)
      expect(html).toContain('>Bonjour &lt;b&gt;&quot;&amp;&#39;,</p>')
      expect(html).not.toContain('<b>')
    })

    it("shows markup in the election's words as text", () => {
      const odd = `"><i>&'`
      const { html } = write(
        {
          ...election,
          title: `Titre${odd}`,
          organiser: `Organisateur${odd}`,
          site: { brandColour: `#1d4e89${odd}` },
          helpdesk: { phone: `01${odd}`, email: `a${odd}@example.org`, hours: `8${odd}` },
        },
        {},
      )
      expect(html).not.toMatch(/<i>|"">/)
      expect(read(html)).toContain(`Organisateur${odd}`)
    })

    it('keeps a name on one line, in its direction', () => {
      const { text } = write(election, { firstName: 'Ali\r\n\u2028\tBcc: x\u202e\u0000y' })
      expect(plain(text)).toMatch(/^Bonjour Ali Bcc: x y,\n\n/)
    })

    it('never holds an identifier or more of a phone number than two digits', () => {
      const identifier = deriveIdentifier(keys, voterId, 'reissue-1')
      const careless = write(election, { maskedPhone: '+33698765432' })
      for (const written of Object.values(careless)) {
        expect(written).not.toContain(identifier)
        expect(written).not.toContain(identifierText(identifier))
        expect(written).not.toMatch(/\bB5[0-9A-Z]{2}[\s-]*[0-9A-Z]{4}[\s-]*[0-9A-Z]{4}\b/)
        expect(written.replaceAll(/\s/g, '')).not.toContain('98765432')
      }
    })

    it.each([
      ['Europe/Paris', 0],
      ['America/Cayenne', 1],
    ])("gives times in the election's zone: %s", (timeZone, clock) => {
      const text = plain(write({ ...election, timeZone }, {}).text)
      expect(
        text.match(/\p{L}*di(manche)? \d+(er)? \p{L}+( \d{4})? (à|vers) \d+ h \d\d/gu) ?? [],
      ).toEqual(moments.map((moment) => clocks[moment][clock]))
    })

    it('has curly apostrophes', () => {
      expect(`${mail.subject}${mail.text}`).not.toMatch(/\p{L}'/u)
      expect(read(mail.html).join('')).not.toMatch(/\p{L}'/u)
    })

    it('says in subject and first line that a rehearsal is not the vote', () => {
      const rehearsed = write({ ...election, mode: 'rehearsal' }, {})
      expect(plain(rehearsed.subject)).toMatch(/^RÉPÉTITION, pas le vote – \S/)
      const first = "RÉPÉTITION : ce n'est pas le vote."
      expect(plain(rehearsed.text).startsWith(first)).toBe(true)
      expect(plain(rehearsed.html).split('</h1>')[1]).toMatch(new RegExp(`^\\s*<p[^>]*>${first}`))
      const { subject, text, html } = write({ ...election, mode: 'vote' }, {})
      expect(`${subject}${text}${html}`).not.toMatch(/répétition/i)
    })

    it('breaks no line before high punctuation', () => {
      expect(mail.text).not.toMatch(/ [?!:;»]|« /)
      expect(read(mail.html).join('\n')).not.toMatch(/ [?!:;»]|« /)
    })
  },
)
