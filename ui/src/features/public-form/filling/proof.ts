/** SHA-256 in plain script: the browser's own is missing where a form is served without TLS inside a company. */
export function sha256(text: string): Uint32Array {
  const bytes = new TextEncoder().encode(text)
  const words = new Uint32Array((((bytes.length + 8) >> 6) + 1) * 16)
  bytes.forEach((byte, at) => (words[at >> 2]! |= byte << (24 - (at % 4) * 8)))
  words[bytes.length >> 2]! |= 0x80 << (24 - (bytes.length % 4) * 8)
  words[words.length - 1] = bytes.length * 8
  const state = Uint32Array.from(initial)
  for (let block = 0; block < words.length; block += 16) mix(state, words.subarray(block, block + 16))
  return state
}

const fraction = (value: number) => ((value - Math.floor(value)) * 2 ** 32) >>> 0

const primes = ((): number[] => {
  const found: number[] = []
  for (let n = 2; found.length < 64; n++) if (found.every((prime) => n % prime !== 0)) found.push(n)
  return found
})()

const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const rounds = primes.map((prime) => fraction(Math.cbrt(prime)))

const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by))

function mix(state: Uint32Array, block: Uint32Array) {
  const w = new Uint32Array(64)
  w.set(block)
  for (let t = 16; t < 64; t++) {
    const [early, late] = [w[t - 15]!, w[t - 2]!]
    const small = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const large = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    w[t] = w[t - 16]! + small + w[t - 7]! + large
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [
    number, number, number, number, number, number, number, number,
  ]
  for (let t = 0; t < 64; t++) {
    const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[t]! + w[t]!
    const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((value, at) => (state[at] = state[at]! + value))
}

const attemptsAtOnce = 2_000

/**
 * A text whose hash together with the challenge begins with so many zero bits. It costs a machine that sends thousands of
 * forms dear, and a person nothing: it is looked for in small portions beside drawing the page.
 */
export async function prove({ id, bits }: { id: string; bits: number }): Promise<string> {
  for (let attempt = 0; ; attempt++) {
    if (attempt % attemptsAtOnce === 0) await new Promise((resolve) => setTimeout(resolve))
    const text = attempt.toString(36)
    const hash = sha256(`${id}:${text}`)
    const zeros = hash[0] === 0 ? 32 + Math.clz32(hash[1]!) : Math.clz32(hash[0]!)
    if (zeros >= bits) return text
  }
}
