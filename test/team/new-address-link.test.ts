import { expect, test } from 'vitest'
import { mailPasswordLink } from '../../functions/mail-voters/mail-password-link.ts'
import { requestPasswordLink } from '../../functions/request-password-link/request-password-link.ts'
import { setPassword } from '../../functions/set-password/set-password.ts'
import type { PasswordLinkRequest } from '../../shared/domain/account/password-link.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { keys, now } from '../builders/values.ts'
import { aSignedInVoter, election, siteUrl } from '../builders/voters.ts'
import { inMemoryMailer } from '../fakes/channels.ts'
import { aRoll } from './rolls.ts'

const { tables, news, change } = await aRoll()

test('a voter whose address was corrected creates a password with the new one', async () => {
  const voter = await aSignedInVoter(tables)
  const newEmail = 'nouvelle@academie.example'
  await change('correct', [{ email: voter.email, newEmail }])
  const mailer = inMemoryMailer(newEmail)
  const clock = () => now
  const asked: PasswordLinkRequest[] = []
  const linkQueue = {
    put: async (request: PasswordLinkRequest) => {
      asked.push(request)
    },
  }
  await requestPasswordLink({ linkQueue, keys, clock }, newEmail)
  const [request] = asked
  if (!request) throw new Error('Nothing was asked')
  const turn = async () => true
  await mailPasswordLink(
    { ...tables, mailer, turn, election, keys, siteUrl, clock },
    request,
    'message-1',
  )
  const [, token = ''] = /#(\S+?)(?:\.1)?\s/.exec(mailer.mails[0]?.text ?? '') ?? []
  const chosen = { token, password: 'Trois chevaux bleus galopent 57' }
  expect(await setPassword({ ...tables, accountNews: news, clock, keys }, chosen)).toMatchObject({
    outcome: 'set',
    owner: { voterId: voterIdOf(keys, newEmail) },
  })
  expect((await tables.voters.find(voterIdOf(keys, newEmail)))?.passwordHash).toBeDefined()
})
