import {
  linkBody,
  phoneCodeAnswer,
  phoneCodeBody,
  phoneCodeRequestBody,
  phoneRemovalBody,
} from './account.ts'
import { fileCode } from './files.ts'
import { noticeEnd } from './notices.ts'
import type { Route } from './routes.ts'

export const phoneRoutes = {
  'POST /api/phone': {
    summary:
      'Sends a code to a phone that the voter wants to register. Without a phone in the body, the code goes to the registered phone and can end the wait after a replaced password.',
    needsCookies: ['__Host-session'],
    body: phoneCodeRequestBody,
    answers: { 202: phoneCodeAnswer },
    refusesWhileSuspended: true,
    problems: [
      ...['too-many-attempts', 'wrong-credentials', 'phone-unknown'],
      ...['phone-too-late', 'vote-closed'],
    ],
  },
  'POST /api/phone/confirmation': {
    summary: 'Registers the phone that received the code, or ends the wait.',
    needsCookies: ['__Host-session'],
    body: phoneCodeBody,
    answers: { 204: null },
    refusesWhileSuspended: true,
    problems: ['wrong-code', 'code-expired', 'phone-taken'],
  },
  'POST /api/phone/removal': {
    summary: 'Removes the registered phone, and sends the phone a link that undoes the removal.',
    needsCookies: ['__Host-session'],
    body: phoneRemovalBody,
    answers: { 204: null },
    refusesWhileSuspended: true,
    problems: ['too-many-attempts', 'wrong-credentials'],
  },
  'POST /api/phone/undo': {
    summary:
      'Undoes a change of phone, for the holder of the link in the SMS to the former phone. Ends all sessions, requires a new password, and cancels a request to another phone. `too-late` means that the change is undone, but an SMS may have left to another phone.',
    body: linkBody,
    answers: { 204: null },
    refusesWhileSuspended: true,
    problems: ['unknown-link', 'phone-taken', 'too-late'],
  },
} as const satisfies Record<`POST /api/phone${string}`, Route>

export const assistanceRoutes = {
  'POST /api/file-code': {
    summary:
      "Creates a code that opens the voter's file to staff, once, within ten minutes. The code replaces the previous one. The route exists only if the election names staff.",
    needsCookies: ['__Host-session'],
    answers: { 201: fileCode },
    problems: ['too-many-attempts'],
  },
  'GET /api/notice-end': {
    summary:
      'Returns the second half of an identifier to its voter, if staff printed the first. The route exists only if the election names staff.',
    needsCookies: ['__Host-session'],
    answers: { 200: noticeEnd },
    problems: ['both-factors-lost'],
  },
} as const satisfies Record<string, Route>
