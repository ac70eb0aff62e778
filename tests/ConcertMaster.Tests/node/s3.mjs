// An S3 server that checks access keys, not signatures. Prints its port, and ends when its input does.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'

const directory = mkdtempSync(join(tmpdir(), 'concertmaster-s3-'))
const server = new S3rver({
  address: '127.0.0.1', port: 0, silent: true, directory, configureBuckets: [{ name: 'reports' }],
})
const { port } = await server.run()
process.stdout.write(`${port}\n`)
process.stdin.resume().on('end', () => {
  rmSync(directory, { recursive: true, force: true })
  process.exit(0)
})
