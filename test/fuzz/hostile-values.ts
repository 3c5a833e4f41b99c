import fc from 'fast-check'
import { anyCharacter } from '../builders/any-character.ts'
import { marker } from './cases.ts'

const units = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  // Includes lone surrogates, which JSON allows and UTF-8 does not.
  fc
    .array(fc.integer({ min: 0xd7f0, max: 0xe010 }), { minLength: 1, maxLength: 6 })
    .map((codes) => String.fromCharCode(...codes)),
  fc.string({ unit: fc.constantFrom(...'0123456789+ .-()/OoIl«»@'), maxLength: 24 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    'a\udc00b',
    '\u202e\u202c\u200f',
    '\r\nset-cookie: x=y',
    '<script>alert(1)</script>',
    "' OR '1'='1",
    '{{resolve:secretsmanager:x}}',
    '$(id)`id`',
    '../../etc/passwd',
    '__proto__',
    '06 12 34 56 78',
    '01E7812345ABC',
    '1970-01-01',
    '2026-02-30',
    'B500 0000 0002',
    '9456',
    'a@b.example',
  ),
)

/** Three in four texts contain the marker, so that an echo is detected. */
export const hostileText = fc.oneof(
  { weight: 3, arbitrary: units.map((text) => `${text}${marker}`) },
  { weight: 2, arbitrary: units },
  { weight: 1, arbitrary: fc.integer({ min: 60, max: 17_000 }).map((length) => long(length)) },
)

export const headerText = hostileText.map((text) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what HTTP refuses.
  text.replace(/[\u0000-\u0008\u000a-\u001f\u007f]/g, '').slice(0, 8000),
)

function long(length: number): string {
  return marker.repeat(Math.ceil(length / marker.length)).slice(0, length)
}

const knownNames = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'length',
  'then',
  'toJSON',
]

const nested = fc
  .tuple(fc.integer({ min: 1, max: 8000 }), fc.boolean())
  .map(([depth, list]) =>
    list
      ? '['.repeat(depth) + ']'.repeat(depth)
      : `${'{"a":'.repeat(Math.ceil(depth / 4))}0${'}'.repeat(Math.ceil(depth / 4))}`,
  )

const members = fc
  .array(fc.tuple(fc.constantFrom(...knownNames), hostileText), { minLength: 1, maxLength: 3 })
  .map((pairs) => objectText(new Map(pairs.map(([name, text]) => [name, JSON.stringify(text)]))))

/** JSON of any type, as text: an object literal would swallow `__proto__`, and deep nesting the stack. */
export const hostileJson: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: hostileText.map((text) => JSON.stringify(text)) },
  { weight: 3, arbitrary: fc.json({ maxDepth: 3 }) },
  { weight: 2, arbitrary: fc.constantFrom('null', 'true', '-0', '1e400', '612345678', '[]', '{}') },
  { weight: 1, arbitrary: members },
  { weight: 1, arbitrary: nested },
)

export function almostRight(right: Record<string, unknown>): fc.Arbitrary<string> {
  const places = Object.entries(right).flatMap(([name, value]) =>
    isObject(value) ? [[name], ...Object.keys(value).map((inner) => [name, inner])] : [[name]],
  )
  const change = fc.record({
    place: fc.oneof(
      { weight: places.length > 0 ? 5 : 0, arbitrary: fc.constantFrom(...places, ['x']) },
      { weight: 1, arbitrary: fc.constantFrom(...knownNames.map((name) => [name])) },
    ),
    json: fc.option(hostileJson),
  })
  return fc
    .oneof(
      { weight: 2, arbitrary: fc.constant([]) },
      { weight: 4, arbitrary: change.map((one) => [one]) },
      { weight: 1, arbitrary: fc.array(change, { maxLength: 3 }) },
    )
    .map((changes) => textOf(right, changes))
}

interface Change {
  place: string[]
  json: string | null
}

function textOf(right: Record<string, unknown>, changes: readonly Change[]): string {
  const texts = new Map<string, string>()
  for (const [name, value] of Object.entries(right)) {
    const inner = changes
      .filter(({ place }) => place[0] === name && place.length > 1)
      .map(({ place, json }) => ({ place: place.slice(1), json }))
    texts.set(name, isObject(value) ? textOf(value, inner) : JSON.stringify(value))
  }
  for (const { place, json } of changes) {
    const [name = '', ...rest] = place
    if (rest.length > 0) continue
    if (json === null) texts.delete(name)
    else texts.set(name, json)
  }
  return objectText(texts)
}

function objectText(texts: ReadonlyMap<string, string>): string {
  return `{${[...texts].map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

export const hostileBytes: fc.Arbitrary<Buffer> = fc.oneof(
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: fc.constantFrom(...'{}[]",:/*\\tn1e. \n'), maxLength: 60 }).map(bytesOf),
  fc.integer({ min: 1, max: 30_000 }).map((depth) => bytesOf('['.repeat(depth))),
  fc.integer({ min: 16_300, max: 17_000 }).map((length) => bytesOf(JSON.stringify(long(length)))),
  fc
    .constantFrom('', 'null', '[]', '""', '0', '{}', '\ufeff{}', 'NaN', '{"a":1,"a":2}')
    .map(bytesOf),
)

function bytesOf(text: string): Buffer {
  return Buffer.from(text)
}
