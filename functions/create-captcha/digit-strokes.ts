export type Point = readonly [x: number, y: number]
type Stroke = readonly Point[]

/** Variants of each digit, in a box 60 wide and 100 high, y downwards. `|` separates strokes, each smoothed by itself. */
const digitShapes = [
  [
    '30,0 8,14 0,50 8,86 30,100 52,86 60,50 52,14 30,0',
    '38,0 14,16 4,56 12,90 28,100 50,82 57,44 50,10 38,0',
  ],
  [
    '18,26 36,0|36,0 36,100',
    '16,24 34,0|34,0 34,100|12,100 56,100',
    '18,24 28,14 35,0|35,0 34,100',
  ],
  [
    '4,26 12,6 32,0 52,10 54,32 38,58 2,100|2,100 58,100',
    '6,20 28,0 54,18 46,48 22,80 6,96|6,96 22,88 40,98 60,92',
  ],
  [
    '6,12 28,0 50,10 50,34 24,47|24,47 50,54 58,74 46,95 26,100 4,88',
    '2,20 18,3 42,4 50,22 42,40 20,47|20,47 46,52 60,72 48,94 24,100 2,84',
  ],
  ['42,0 2,66|2,66 60,66|42,0 42,100', '16,0 4,60|4,60 60,60|46,26 42,100'],
  [
    '54,0 12,0|12,0 8,46|8,46 30,37 52,48 58,68 48,92 26,100 4,90',
    '56,2 34,4 14,0|14,0 10,42|10,42 36,38 56,58 52,84 30,100 4,92',
  ],
  [
    '50,4 26,12 8,40 3,68 12,93 32,100 52,90 57,70 46,50 28,46 9,56 4,68',
    '40,0 16,34 3,66 10,92 30,100 50,92 58,72 48,54 30,49 14,56 4,70',
  ],
  ['0,0 60,0|60,0 20,100|18,52 58,50', '0,7 30,2 60,2|60,2 34,48 24,100|16,54 54,50'],
  [
    '30,47 8,34 8,11 30,0 52,11 52,34 30,47 4,64 4,88 30,100 56,88 56,64 30,47',
    '50,14 30,0 9,12 12,34 46,58 54,80 32,100 6,86 12,60 46,36 50,14',
  ],
  [
    '10,96 34,88 52,60 57,32 48,7 28,0 8,10 3,30 14,50 32,54 51,44 56,32',
    '56,28 46,7 28,0 9,8 3,28 13,48 31,53 48,44 56,28|57,6 56,28 50,100',
  ],
]

export function strokesOf(digit: number, randomValue: number): Stroke[] {
  const variants = digitShapes[digit] as string[]
  const variant = variants[Math.floor(randomValue * variants.length)] as string
  return variant.split('|').map((stroke) => stroke.split(' ').map(parsePoint))
}

function parsePoint(pair: string): Point {
  const [x, y] = pair.split(',').map(Number)
  return [x ?? 0, y ?? 0]
}

export function smooth(points: Stroke, stepsPerSpan: number): Stroke {
  const isClosed = String(points[0]) === String(points.at(-1))
  const pointBefore = isClosed ? points.at(-2) : points[0]
  const pointAfter = isClosed ? points[1] : points.at(-1)
  const controlPoints = [pointBefore, ...points, pointAfter] as Point[]
  return points.slice(1).flatMap((_, span) => {
    const [a, b, c, d] = controlPoints.slice(span, span + 4) as [Point, Point, Point, Point]
    return Array.from({ length: stepsPerSpan + 1 }, (_, step): Point => {
      const t = step / stepsPerSpan
      const interpolate = (axis: 0 | 1) =>
        b[axis] +
        (t / 2) *
          (c[axis] -
            a[axis] +
            t * (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) +
            t * t * (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]))
      return [interpolate(0), interpolate(1)]
    })
  })
}
