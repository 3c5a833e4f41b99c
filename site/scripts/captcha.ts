import {
  codePendingText,
  copyCodeText,
  expiredCodeText,
  newCodeText,
  noCodeText,
  noSoundText,
  soundLoadingText,
  spentCodeText,
} from '../../shared/texts/account/captcha.ts'
import { call, isTemporary, type Problem } from './api.ts'
import { field, showAlternative, showProblem } from './form.ts'
import { query, setText } from './page.ts'

const MIN_DISPLAY_MS = 30_000
const FIRST_RETRY_MS = 2_000
const MAX_RETRY_MS = 30_000
const SOUND_WAIT_MS = 2_000

type CaptchaPath = 'captchas' | 'session/captchas'

export function createCaptchaControl(input: HTMLInputElement, path: CaptchaPath) {
  let id: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let failureCount = 0
  let lastCallNumber = 0
  const sound = createCodeSound()

  query('captcha-renew').onclick = () => void renew(newCodeText)
  addEventListener('online', () => {
    if (failureCount > 0) void renew(newCodeText)
  })

  async function renew(announcement = ''): Promise<void> {
    clearTimeout(timer)
    sound.stop()
    if (failureCount === 0) setText('captcha-status', '')
    const callNumber = ++lastCallNumber
    const answer = await call(`POST /api/${path}`)
    if (callNumber !== lastCallNumber) return
    sound.stop()
    input.value = ''
    id = answer.ok ? answer.body.id : undefined
    query('captcha-picture').hidden = !answer.ok
    if (!answer.ok) {
      retryLater(answer.problem)
      return
    }
    failureCount = 0
    const { image, audio, expiresAt } = answer.body
    query('captcha-image').setAttribute('src', image)
    sound.path = audio
    setText('captcha-status', announcement)
    const displayMs = Math.max(MIN_DISPLAY_MS, Date.parse(expiresAt) - answer.at)
    timer = setTimeout(renewWhenVisible, displayMs, expiredCodeText)
  }

  function retryLater(problem: Problem): void {
    const willRetry = isTemporary(problem) || problem.code === 'too-many-attempts'
    setText('captcha-status', willRetry ? codePendingText(problem.title) : noCodeText(problem))
    if (!willRetry) return
    const waitMs = Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** failureCount)
    failureCount++
    const jitter = 0.75 + Math.random() / 2
    timer = setTimeout(renewWhenVisible, waitMs * jitter, newCodeText)
  }

  function renewWhenVisible(announcement: string): void {
    const renewNow = () => void renew(announcement)
    if (document.hidden) document.addEventListener('visibilitychange', renewNow, { once: true })
    else renewNow()
  }

  return {
    readAnswer: () => ({ id: id ?? '', code: input.value }),
    renew: () => renew(),
    renewIfSpent(problem: Problem): void {
      const { code, errors = [] } = problem
      if (id === undefined) void renew()
      else if (isTemporary(problem) || !input.value.trim()) return
      else if (code !== 'invalid-input') void renew(code === 'captcha-failed' ? '' : spentCodeText)
      else if (errors.some(({ field }) => field === input.name)) input.value = ''
    },
    end: () => clearTimeout(timer),
  }
}

function createCodeSound() {
  const player = query('captcha-sound') as HTMLAudioElement
  let loadingTimer: ReturnType<typeof setTimeout> | undefined

  function announce(text: string): void {
    clearTimeout(loadingTimer)
    setText('captcha-status', text)
  }

  /** Calls `play` within the click: after a fetch, iOS would refuse to play. */
  function playSound(): void {
    announce('')
    if (player.error || !player.src) player.src = sound.path
    loadingTimer = setTimeout(announce, SOUND_WAIT_MS, soundLoadingText)
    player.pause()
    player.currentTime = 0
    player.play().catch((error: Error) => {
      // AbortError: the button was pressed again, or the code replaced, before the sound began.
      if (error.name !== 'AbortError') announce(noSoundText)
    })
  }

  query('captcha-listen').onclick = playSound
  player.onplaying = () => announce('')
  player.onerror = () => announce(noSoundText)
  const sound = {
    path: '',
    stop() {
      clearTimeout(loadingTimer)
      player.pause()
      player.removeAttribute('src')
      player.load()
    },
  }
  return sound
}

export function createRetryCaptcha(form: HTMLFormElement, path: CaptchaPath) {
  const input = field(form, 'captcha')
  const captchaControl = createCaptchaControl(input, path)
  return {
    readAnswer: () => (input.value.trim() ? { captcha: captchaControl.readAnswer() } : {}),
    showRefusal(problem: Problem): void {
      const block = query('captcha')
      query('captcha-offer').hidden = !problem.captcha
      if (problem.captcha) {
        block.hidden = false
        showAlternative(form, problem, input, copyCodeText)
      } else showProblem(form, problem, { 'captcha-failed': 'captcha' })
      if (!block.hidden) captchaControl.renewIfSpent(problem)
    },
    hide(): void {
      query('captcha').hidden = true
      input.value = ''
      captchaControl.end()
    },
    end: captchaControl.end,
  }
}
