import { resources as cancelReissue } from '../../functions/cancel-reissue/resources.ts'
import { resources as createCaptcha } from '../../functions/create-captcha/resources.ts'
import { resources as endSessions } from '../../functions/end-sessions/resources.ts'
import { resources as enterBooth } from '../../functions/enter-booth/resources.ts'
import { resources as followReissue } from '../../functions/follow-reissue/resources.ts'
import { resources as reportMissingSms } from '../../functions/report-missing-sms/resources.ts'
import { resources as requestPasswordLink } from '../../functions/request-password-link/resources.ts'
import { resources as requestReissue } from '../../functions/request-reissue/resources.ts'
import { resources as sayCaptcha } from '../../functions/say-captcha/resources.ts'
import { resources as setPassword } from '../../functions/set-password/resources.ts'
import { resources as showBooth } from '../../functions/show-booth/resources.ts'
import { resources as showCalendar } from '../../functions/show-calendar/resources.ts'
import { resources as showHandovers } from '../../functions/show-handovers/resources.ts'
import { resources as showLinkWait } from '../../functions/show-link-wait/resources.ts'
import { resources as showSpace } from '../../functions/show-space/resources.ts'
import { resources as signIn } from '../../functions/sign-in/resources.ts'
import { resources as signOut } from '../../functions/sign-out/resources.ts'
import { resources as withdrawReissue } from '../../functions/withdraw-reissue/resources.ts'
import type { RouteName } from '../../shared/contract/routes.ts'
import type { Step } from '../api.ts'

export const voterSteps: readonly Step<RouteName>[] = [
  { id: 'RequestPasswordLink', resources: requestPasswordLink, routes: ['POST /api/account/link'] },
  { id: 'ShowLinkWait', resources: showLinkWait, routes: ['GET /api/account/link-wait'] },
  {
    id: 'SetPassword',
    resources: setPassword,
    routes: ['PUT /api/account/password', 'POST /api/account/link-preview'],
  },
  { id: 'EndSessions', resources: endSessions, routes: ['POST /api/account/end-sessions'] },
  { id: 'SignIn', resources: signIn, routes: ['POST /api/session'] },
  {
    id: 'SignOut',
    resources: signOut,
    routes: ['DELETE /api/session', 'DELETE /api/sessions/others'],
  },
  { id: 'ShowSpace', resources: showSpace, routes: ['GET /api/voter', 'GET /api/sessions'] },
  {
    id: 'CreateCaptcha',
    resources: createCaptcha,
    routes: ['POST /api/captchas', 'POST /api/session/captchas'],
  },
  { id: 'SayCaptcha', resources: sayCaptcha, routes: ['GET /api/captcha-sounds/{sealedCode}'] },
  { id: 'RequestReissue', resources: requestReissue, routes: ['POST /api/reissues'] },
  { id: 'FollowReissue', resources: followReissue, routes: ['GET /api/reissues/{id}'] },
  {
    id: 'CancelReissue',
    resources: cancelReissue,
    routes: ['POST /api/reissues/{id}/cancel', 'POST /api/reissues/{id}/cancel-preview'],
  },
  {
    id: 'WithdrawReissue',
    resources: withdrawReissue,
    routes: ['POST /api/reissues/{id}/withdraw'],
  },
  {
    id: 'ReportMissingSms',
    resources: reportMissingSms,
    routes: ['POST /api/reissues/{id}/not-received'],
  },
  { id: 'EnterBooth', resources: enterBooth, routes: ['POST /api/booth/session'] },
  { id: 'ShowBooth', resources: showBooth, routes: ['GET /api/booth'] },
  { id: 'ShowHandovers', resources: showHandovers, routes: ['GET /api/service-status'] },
  { id: 'ShowCalendar', resources: showCalendar, routes: ['GET /api/calendar'] },
]
