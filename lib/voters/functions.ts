import { resources as cancelReissue } from '../../functions/cancel-reissue/resources.ts'
import { resources as createCaptcha } from '../../functions/create-captcha/resources.ts'
import { resources as endSessions } from '../../functions/end-sessions/resources.ts'
import { resources as enterBooth } from '../../functions/enter-booth/resources.ts'
import { resources as followReissue } from '../../functions/follow-reissue/resources.ts'
import { resources as registerPhone } from '../../functions/register-phone/resources.ts'
import { resources as requestPasswordLink } from '../../functions/request-password-link/resources.ts'
import { resources as requestReissue } from '../../functions/request-reissue/resources.ts'
import { resources as sayCaptcha } from '../../functions/say-captcha/resources.ts'
import { resources as setPassword } from '../../functions/set-password/resources.ts'
import { resources as showBooth } from '../../functions/show-booth/resources.ts'
import { resources as showService } from '../../functions/show-service/resources.ts'
import { resources as showSpace } from '../../functions/show-space/resources.ts'
import { resources as signIn } from '../../functions/sign-in/resources.ts'
import { resources as signOut } from '../../functions/sign-out/resources.ts'
import { resources as withdrawReissue } from '../../functions/withdraw-reissue/resources.ts'

export const voterFunctions = [
  requestPasswordLink,
  setPassword,
  endSessions,
  signIn,
  signOut,
  showSpace,
  createCaptcha,
  sayCaptcha,
  requestReissue,
  followReissue,
  cancelReissue,
  withdrawReissue,
  enterBooth,
  showBooth,
  showService,
] as const

export const phoneFunctions = [registerPhone] as const
