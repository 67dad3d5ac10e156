// Asks a server with npm's `ollama` and `openai`; says on standard output what it asked for and what was counted.
import { Ollama } from 'ollama'
import OpenAI from 'openai'

const base = process.argv[2]
const seen = { requests: 0, failed: 0, tokens: 0 }
const check = (what, good) => {
  if (!good) {
    console.error(`FAILED: ${what}`)
    process.exit(1)
  }
}
const ollama = new Ollama({ host: base })
const model = (await ollama.list()).models[0].model
const messages = [{ role: 'user', content: 'Warum ist der Himmel blau? 🌍' }]
const options = { seed: 7, num_predict: 12, temperature: 0 }
const count = (tokens) => {
  seen.requests += 1
  seen.tokens += tokens
}

for (const [what, ask] of [
  ['generate', (stream) => ollama.generate({ model, prompt: 'Why?', options, stream })],
  ['chat', (stream) => ollama.chat({ model, messages, options, stream })],
]) {
  const whole = await ask(false)
  check(`ollama, ${what}`, (whole.response ?? whole.message.content) && whole.eval_count > 0)
  count(whole.eval_count)
  let [pieces, last] = [0, null]
  for await (const piece of await ask(true)) {
    pieces += 1
    last = piece
  }
  check(`ollama, ${what}, streamed`, pieces > 2 && last.done && last.eval_count > 0)
  count(last.eval_count)
}
const missing = await ollama.generate({ model: 'no-such-model', prompt: 'x' }).catch((error) => error)
check('ollama, an unknown model', missing.status_code === 404 && missing.message.includes('no-such-model'))
seen.requests += 1
seen.failed += 1

const openai = new OpenAI({ baseURL: base + '/v1', apiKey: 'none', maxRetries: 0 })
const asked = { messages, model, max_tokens: 12 }
const whole = await openai.chat.completions.create(asked)
check('openai, whole', whole.choices[0].message.content && whole.usage.completion_tokens > 0)
count(whole.usage.completion_tokens)
let [chunks, usage] = [0, null]
for await (const chunk of await openai.chat.completions.create({ ...asked, stream: true, stream_options: { include_usage: true } })) {
  chunks += 1
  usage = chunk.usage ?? usage
}
check('openai, streamed', chunks > 3 && usage.completion_tokens > 0)
count(usage.completion_tokens)
console.log(JSON.stringify(seen))
