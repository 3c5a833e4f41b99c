import { expect, it } from 'vitest'
import { election } from './mail-cases.ts'
import { mails } from './mail-examples.ts'
import { plain } from './plain.ts'

it.each(Object.entries(mails))(
  'an e-mail of a rehearsal says that it is none of the vote, in its subject and its first line: %s',
  (_, { write }) => {
    const rehearsed = write({ ...election, mode: 'rehearsal' }, {})
    expect(plain(rehearsed.subject)).toMatch(/^RÉPÉTITION, pas le vote – \S/)
    const first = "RÉPÉTITION : ce n'est pas le vote."
    expect(plain(rehearsed.text).startsWith(first)).toBe(true)
    expect(plain(rehearsed.html).split('</h1>')[1]).toMatch(new RegExp(`^\\s*<p[^>]*>${first}`))
    const { subject, text, html } = write({ ...election, mode: 'vote' }, {})
    expect(`${subject}${text}${html}`).not.toMatch(/répétition/i)
  },
)
