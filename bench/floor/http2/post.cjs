// Revokes the leases and the token that main has left, if any.
if (process.env.STATE_floor) require('./main.cjs').revokeAll(JSON.parse(process.env.STATE_floor))
