/** Entry: a later step of the job checks the values that the action has read. EXPECTED, PASSWORD and CERTIFICATE are outputs of earlier steps. */
const { EXPECTED, PASSWORD, CERTIFICATE } = process.env
const problems = [
  ...(EXPECTED !== undefined && EXPECTED !== '' && PASSWORD === EXPECTED ? [] : ['the output PASSWORD is not the secret of the server']),
  ...(CERTIFICATE?.startsWith('-----BEGIN CERTIFICATE-----') ? [] : ['the output CERTIFICATE is not a certificate']),
]
for (const problem of problems) console.log(`::error::${problem}`)
console.log(problems.length === 0 ? 'The secret and the certificate are those of the server' : 'The outputs are wrong')
process.exitCode = problems.length === 0 ? 0 : 1
