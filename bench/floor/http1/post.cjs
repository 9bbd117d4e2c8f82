// Gives back what main has left, or ends at once.
if (process.env.STATE_floor) require('./main.cjs').giveBack(JSON.parse(process.env.STATE_floor))
