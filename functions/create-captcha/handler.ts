import { dynamoCaptchas } from '../../shared/adapters/account/dynamo-captchas.ts'
import type { Captcha } from '../../shared/contract/captcha.ts'
import { randomCode, signInOwner } from '../../shared/domain/account/captcha.ts'
import { sealCode } from '../../shared/domain/account/captcha-sound.ts'
import type { HttpReply } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serve, voterPorts } from '../../shared/runtime/serve.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { captchaPicture } from './captcha-picture.ts'
import { createCaptcha } from './create-captcha.ts'
import { resources } from './resources.ts'

const runtime = wireWithKeys(resources)
const { database, tables, settings, time } = runtime
const dependencies = {
  ...voterPorts(runtime),
  captchas: dynamoCaptchas(database, tables.captchas),
  generateCode: () => settings.CAPTCHA_TEST_CODE ?? randomCode(),
}

export const handler = serve(runtime, {
  'POST /api/captchas': ({ spaceClaim }) => issueCaptcha(spaceClaim),
  'POST /api/session/captchas': () => issueCaptcha(signInOwner),
})

async function issueCaptcha(requester: Parameters<typeof createCaptcha>[1]): Promise<HttpReply> {
  const keys = await runtime.keys()
  const result = await createCaptcha({ ...dependencies, keys }, requester)
  if (result.outcome !== 'created') throw new Problem(result.outcome)
  const { captcha, code } = result
  // The function that speaks the code checks this expiry by the wall clock.
  const expiresAt = time.toWall(captcha.expiresAt)
  journal({ event: 'captcha.shown' })
  return {
    status: 201,
    body: {
      id: captcha.captchaId,
      image: captchaPicture(code, Math.random),
      audio: `/api/captcha-sounds/${sealCode(keys, code, expiresAt)}`,
      expiresAt: expiresAt.toISOString(),
    } satisfies Captcha,
  }
}
